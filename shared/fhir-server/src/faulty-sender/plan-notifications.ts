import { seededRandom, type Random } from '../demo-patients/seeded-random.ts';
import type { Notification } from '../notifications/notification.ts';
import { disturb } from './disturb.ts';
import { noFaults } from './no-faults.ts';
import { numberEvents, type Change, type EventBundle } from './number-events.ts';
import type { FaultySenderOptions, Faults, PlannedNotification } from './sender.ts';
import { senderShapes } from './sender-shapes.ts';
import type { ShapeWriter } from './shape-writer.ts';
import { signNotification } from './sign-notification.ts';

/** Where a sender stands: what it will tell, and what it has counted. */
export interface SenderState {
  readonly changes: readonly Change[];
  readonly counter: number;
  /** How often it has sent: each flush draws other numbers from the same seed. */
  readonly flushes: number;
}

/** What is sent, and the counter after it. */
export interface Plan {
  readonly notifications: readonly PlannedNotification[];
  readonly counter: number;
}

/** Everything that a flush will send, in order. Pure: the same options and state give the same plan. */
export function planNotifications(options: FaultySenderOptions, state: SenderState): Plan {
  const shape = senderShapes[options.shape];
  const faults: Faults = { ...noFaults, ...options.faults };
  const random = seededRandom(options.seed, `${options.shape} ${state.flushes}`);
  const told = state.changes.filter(({ interaction }) => shape.tellsDeletes || interaction !== 'delete');
  const { bundles, counter } = numberEvents(told, state.counter, shape, faults, random);
  const write = writerOf(options, shape);
  const clean = bundles.flatMap((bundle) => [
    ...interlude(bundle, shape, faults, random).map((kind) => write(bundle, kind)),
    write(bundle, 'event-notification'),
  ]);
  const notifications = disturb(clean, faults, random).flatMap(({ genuine, forged }) =>
    shape.signs !== 'none' && random() < faults.wrongSignature ? [forged(), genuine] : [genuine],
  );
  return { notifications, counter };
}

type Kind = 'event-notification' | 'handshake' | 'heartbeat';

interface Written {
  readonly genuine: PlannedNotification;
  readonly forged: () => PlannedNotification;
}

/** A handshake repeats the state before the bundle, as does a heartbeat: neither counts. */
function interlude({ events }: EventBundle, shape: ShapeWriter, faults: Faults, random: Random): readonly Kind[] {
  if (events.length === 0 || random() >= faults.interludes) return [];
  const kind = shape.interludes[Math.floor(random() * shape.interludes.length)];
  return kind === undefined ? [] : [kind];
}

function writerOf(options: FaultySenderOptions, shape: ShapeWriter): (bundle: EventBundle, kind: Kind) => Written {
  const { baseUrl, subscriptionId = 'faulty', content = 'id-only', topic } = options;
  return ({ events, eventCount }, kind) => {
    const isEvent = kind === 'event-notification';
    const notification: Notification = {
      kind,
      subscriptionId,
      status: 'active',
      ...(topic !== undefined && { topic }),
      content,
      eventCount: isEvent || shape.eventNumber !== 'counter' ? eventCount : String(Number(eventCount) - events.length),
      events: isEvent ? events : [],
      timestamp: events[0]?.timestamp ?? '',
      baseUrl,
    };
    const unsigned = shape.write(notification);
    const planned = (forged: boolean): PlannedNotification => ({
      ...signNotification(unsigned, shape.signs, options, forged),
      kind: isEvent ? 'event' : kind,
      about: notification.events.map(({ resourceType, id }) => `${resourceType}/${id}`),
      forged,
      ...(isEvent && shape.eventNumber !== 'absent' && { eventNumber: events.at(-1)?.eventNumber ?? '' }),
    });
    return { genuine: planned(false), forged: () => planned(true) };
  };
}
