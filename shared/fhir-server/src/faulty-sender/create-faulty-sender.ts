import type { Change } from './number-events.ts';
import { planNotifications, type Plan } from './plan-notifications.ts';
import type { FaultySender, FaultySenderOptions, PlannedNotification, SenderReport } from './sender.ts';

/**
 * A sender of notifications that makes the mistakes it is told to make, the same ones for the same seed.
 *
 *     const sender = createFaultySender({ seed: 7, shape: 'backport-r4', faults: { loss: 0.2 }, baseUrl, secret, send });
 *     server.repository.observe(sender);
 *     … writes …
 *     await sender.flush();
 *
 * Seeded data and Subscriptions are not told. Error: none of its own; what `send` throws counts as status 0.
 */
export function createFaultySender(options: FaultySenderOptions): FaultySender {
  let changes: Change[] = [];
  let counter = 0;
  let flushes = 0;
  const isTold = (resourceType: string): boolean =>
    resourceType !== 'Subscription' && (options.resourceTypes?.includes(resourceType) ?? true);
  const take = (change: Change): void => {
    if (isTold(change.resourceType)) changes.push(change);
  };
  const plan = (): Plan => planNotifications(options, { changes, counter, flushes });
  return {
    admit: (resource) => resource,
    written: (resource, interaction) => {
      const { resourceType, id, meta } = resource;
      const timestamp = meta?.lastUpdated ?? '';
      take({ interaction, resourceType, id, versionId: meta?.versionId ?? '', timestamp, resource });
    },
    deleted: ({ resourceType, id }, { versionId, lastUpdated }) =>
      take({ interaction: 'delete', resourceType, id, versionId, timestamp: lastUpdated }),
    plan: () => plan().notifications,
    flush: async () => {
      const planned = plan();
      const told = new Set(planned.notifications.flatMap(({ about, forged }) => (forged ? [] : about)));
      const lost = changes.map(({ resourceType, id }) => `${resourceType}/${id}`).filter((name) => !told.has(name));
      changes = [];
      counter = planned.counter;
      flushes += 1;
      return report(planned.notifications, await sendAll(planned.notifications, options), [...new Set(lost)]);
    },
  };
}

/** Sends in order, so many at once. Gives the statuses by place. */
async function sendAll(
  notifications: readonly PlannedNotification[],
  { send, concurrency = 1 }: FaultySenderOptions,
): Promise<readonly number[]> {
  const statuses = notifications.map(() => 0);
  const places = notifications.entries();
  const worker = async (): Promise<void> => {
    for (const [index, notification] of places) statuses[index] = await send(notification).catch(() => 0);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return statuses;
}

function report(
  notifications: readonly PlannedNotification[],
  statuses: readonly number[],
  lost: readonly string[],
): SenderReport {
  const counts: Record<number, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  const isRight = (status: number, forged: boolean) => (forged ? status === 401 : status >= 200 && status < 300);
  return {
    sent: notifications.length,
    statuses: counts,
    wronglyAnswered: notifications.filter(({ forged }, index) => !isRight(statuses[index] ?? 0, forged)),
    lost,
  };
}
