import type { ScopeVersion } from './scope-needs.ts';

/** The token endpoint of a FHIR server, and what it takes. */
export interface SmartEndpoint {
  readonly tokenUrl: string;
  /** Absent: it does not say. */
  readonly algorithms?: readonly string[];
  readonly scopeVersion: ScopeVersion;
}
