export { openSqliteStore } from './open-sqlite-store.ts';
export type { SqliteStoreOptions } from './open-sqlite-store.ts';
export { eventStates, maxListRows, tokenGraceMs } from './store.ts';
export type {
  EvaluationFilter,
  EventState,
  FeedbackItem,
  FeedbackReceipt,
  IncomingEvent,
  IssuedCard,
  LastFeedback,
  ServiceStanding,
  ServiceStep,
  Store,
  StoredFeedback,
  TakenEvent,
} from './store.ts';
