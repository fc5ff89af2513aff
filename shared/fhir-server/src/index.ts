export { createFhirServer, defaultMaxBodyBytes } from './create-fhir-server.ts';
export type { FhirServer, FhirServerOptions } from './create-fhir-server.ts';
export { IndexedRepository } from './repository/indexed-repository.ts';
export { Resources, defaultMaxSupersededVersions } from './repository/resources.ts';
export type { RepositoryOptions, WriteCondition } from './repository/resources.ts';
export type { Deletion, RepositoryObserver } from './repository/repository-observer.ts';
export { createFaultySender } from './faulty-sender/create-faulty-sender.ts';
export { noFaults } from './faulty-sender/no-faults.ts';
export { sendOverHttp } from './faulty-sender/send-over-http.ts';
export { senderShapes } from './faulty-sender/sender-shapes.ts';
export type { ShapeWriter } from './faulty-sender/shape-writer.ts';
export type {
  FaultySender,
  FaultySenderOptions,
  Faults,
  PlannedNotification,
  SenderReport,
  SenderShape,
  WireNotification,
} from './faulty-sender/sender.ts';
export type { PayloadContent } from './notifications/notification.ts';
export { defaultSeed, demoStories } from './demo-patients/demo-stories.ts';
export type { DemoStory } from './demo-patients/demo-stories.ts';
export { demoDirectory } from './demo-patients/directory.ts';
export { loadDemoPatients } from './demo-patients/load-demo-patients.ts';
