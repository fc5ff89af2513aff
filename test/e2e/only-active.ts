import { registeredServices } from '@cardwright/cds-hooks';

/** The `services` of a configuration in which one is active and all others are retired. */
export const onlyActive = (service: string): Readonly<Record<string, object>> => ({
  ...Object.fromEntries([...registeredServices.keys()].map((id) => [id, { status: 'retired' }])),
  [service]: { status: 'active', approvedBy: 'Committee', approvedOn: '2026-01-01' },
});
