import type { Random } from '../demo-patients/seeded-random.ts';
import type { NotificationEvent } from '../notifications/notification.ts';
import type { Faults } from './sender.ts';
import type { ShapeWriter } from './shape-writer.ts';

/** A change before it has a number. */
export type Change = Omit<NotificationEvent, 'eventNumber'>;

/** Events that share a notification, and how many there had been by then. */
export interface EventBundle {
  readonly events: readonly NotificationEvent[];
  readonly eventCount: string;
}

/** The bundles, and where the counter stands after them. */
export interface NumberedEvents {
  readonly bundles: readonly EventBundle[];
  readonly counter: number;
}

/**
 * Gives events their numbers and bundles those that did not wait for the next. The counter begins again where the
 * sender's process restarts; within one bundle it never does. The number counts events, told or not.
 */
export function numberEvents(
  changes: readonly Change[],
  from: number,
  shape: ShapeWriter,
  faults: Faults,
  random: Random,
): NumberedEvents {
  const bundles: EventBundle[] = [];
  let counter = from;
  let open: NotificationEvent[] = [];
  const close = () => {
    if (open.length > 0) bundles.push({ events: open, eventCount: writtenNumber(shape, counter, open.length) });
    open = [];
  };
  for (const change of changes) {
    counter += 1;
    open.push({ ...change, eventNumber: writtenNumber(shape, counter, open.length + 1) });
    const waits = shape.bundles && open.length < faults.eventsPerBundle && random() < faults.bundling;
    if (!waits) close();
    if (open.length === 0 && random() < faults.counterRestart) counter = 0;
  }
  close();
  return { bundles, counter };
}

const writtenNumber = ({ eventNumber }: ShapeWriter, counter: number, inBundle: number): string =>
  String({ counter, 'per-bundle': inBundle, 'constant-zero': 0, absent: counter }[eventNumber]);
