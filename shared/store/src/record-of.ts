import type { ExportedTable } from './store.ts';

/** What the sealed records of each table are bound to: SQL of both databases. */
export const recordOf: Readonly<Record<ExportedTable, string>> = {
  evaluations: 'id',
  cards: 'uuid',
  feedback: 'hash',
  retained_requests: 'evaluation',
  inbox: 'event_index',
  work: "source || '/' || patient_index",
  sightings: 'resource_index',
  states: 'state_index',
};
