export { createFhirServer, defaultMaxBodyBytes } from './create-fhir-server.ts';
export type { FhirServer, FhirServerOptions } from './create-fhir-server.ts';
export { IndexedRepository } from './repository/indexed-repository.ts';
export type { RepositoryObserver, RepositoryOptions } from './repository/indexed-repository.ts';
