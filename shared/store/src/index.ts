export { backupSqlite, restoreSqlite } from './backup-sqlite.ts';
export { formatKey, parseKeyRing } from './key-ring.ts';
export type { KeyRing, StoreKey } from './key-ring.ts';
export { schemaVersion, readSchemaVersion } from './migrate.ts';
export { openSqliteStore } from './open-sqlite-store.ts';
export type { SqliteStoreOptions } from './open-sqlite-store.ts';
export { openStore, storeFile } from './open-store.ts';
export type { StoreOptions } from './open-store.ts';
export { newKey, ownKeyFile } from './own-key.ts';
export { readStoreSettings } from './read-store-settings.ts';
export type { StoreSettings } from './read-store-settings.ts';
export {
  eventStates,
  exportedTables,
  maxListRows,
  maxPurgedRows,
  stateCollections,
  tokenGraceMs,
  workStates,
} from './store.ts';
export type {
  EvaluationFilter,
  EventFilter,
  EventSettlement,
  EventState,
  EventSummary,
  ExportedRecord,
  ExportedTable,
  ExportFilter,
  FeedbackItem,
  FeedbackReceipt,
  InboxStatus,
  IncomingEvent,
  IssuedCard,
  LastFeedback,
  PatientWake,
  PurgeLimits,
  PurgeReport,
  ServiceStanding,
  ServiceStep,
  KeptSighting,
  Sighting,
  SourceShare,
  StateCollection,
  StatePlace,
  Store,
  StoredFeedback,
  StoredState,
  SuspectRule,
  TakenEvent,
  TakenWork,
  WakeTiming,
  WorkFilter,
  WorkState,
  WorkSummary,
} from './store.ts';
