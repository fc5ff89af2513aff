export { createFhirServer, defaultMaxBodyBytes } from './create-fhir-server.ts';
export type { FhirServer, FhirServerOptions } from './create-fhir-server.ts';
export { IndexedRepository } from './repository/indexed-repository.ts';
export { Resources, defaultMaxSupersededVersions } from './repository/resources.ts';
export type { RepositoryOptions, WriteCondition } from './repository/resources.ts';
export type { Deletion, RepositoryObserver } from './repository/repository-observer.ts';
export type {
  FaultySender,
  FaultySenderOptions,
  Faults,
  PayloadContent,
  PlannedNotification,
  SenderReport,
  SenderShape,
  WireNotification,
} from './faulty-sender/sender.ts';
export { defaultSeed, demoStories } from './demo-patients/demo-stories.ts';
export type { DemoStory } from './demo-patients/demo-stories.ts';
export { demoDirectory } from './demo-patients/directory.ts';
export { loadDemoPatients } from './demo-patients/load-demo-patients.ts';
