export { openSqliteStore } from './open-sqlite-store.ts';
export type { SqliteStoreOptions } from './open-sqlite-store.ts';
export { eventStates, maxListRows, stateCollections, tokenGraceMs } from './store.ts';
export type {
  EvaluationFilter,
  EventFilter,
  EventSettlement,
  EventState,
  EventSummary,
  FeedbackItem,
  FeedbackReceipt,
  InboxStatus,
  IncomingEvent,
  IssuedCard,
  LastFeedback,
  PatientWake,
  ServiceStanding,
  ServiceStep,
  Sighting,
  StateCollection,
  StatePlace,
  Store,
  StoredFeedback,
  StoredState,
  TakenEvent,
  TakenWork,
  WakeTiming,
} from './store.ts';
