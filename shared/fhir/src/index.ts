export type { Code, ValueSet } from './code.ts';
export { canonicalSystem } from './canonical-system.ts';
export { codeKey } from './code.ts';
export type { CodeSetIndex } from './code-set-index.ts';
export { codeSetIndex } from './code-set-index.ts';
export { hasCode } from './has-code.ts';
export { mayMean } from './may-mean.ts';
export { matchConcept } from './match-concept.ts';
export type { MedicationUse } from './medication-concepts.ts';
export { medicationConcepts } from './medication-concepts.ts';

export type { AcceptedUnit, UnitRule } from './unit-rule.ts';
export type { ConvertedQuantity } from './convert-quantity.ts';
export { convertQuantity, ucumSystem } from './convert-quantity.ts';

export type { TimeInterval } from './parse-fhir-time.ts';
export { parseFhirTime } from './parse-fhir-time.ts';
export { parsePeriod } from './parse-period.ts';
export { eventTime } from './event-time.ts';
export { knownTime } from './known-time.ts';
export { statedKnownTime } from './stated-known-time.ts';

export { isUsableObservation, usableObservationStatuses } from './is-usable-observation.ts';
export { isEverCondition, refusedVerificationStatuses } from './is-ever-condition.ts';
export { activeClinicalStatuses, isActiveCondition } from './is-active-condition.ts';
export { isActiveAt } from './is-active-at.ts';
export { isActiveAllergy } from './is-active-allergy.ts';
export { isEverAllergy } from './is-ever-allergy.ts';
export { hasHappened } from './has-happened.ts';
export { isUnderWayAt } from './is-under-way-at.ts';
export {
  activeRequestStatuses,
  activeStatementStatuses,
  isActiveMedication,
  refusedRequestIntents,
} from './is-active-medication.ts';
export { isWithheld } from './is-withheld.ts';

export type { Coverage, QueryState } from './coverage.ts';
export { wholeChart } from './coverage.ts';
export type { ObservationFact } from './observation-fact.ts';
export { compareFacts } from './compare-facts.ts';
export type { RefusalReason, RefusedResource } from './admit-resources.ts';
export type { PatientRecordOptions } from './patient-record.ts';
export { PatientRecord } from './patient-record.ts';
export { isObject } from './is-object.ts';
export { isResource } from './is-resource.ts';
export { patientIdOf } from './patient-id-of.ts';
export { readBundle } from './read-bundle.ts';
export { parseReference } from './parse-reference.ts';
export { bareId } from './bare-id.ts';

export type {
  FhirClient,
  FhirOperation,
  HistoryEntry,
  HistoryOptions,
  HistoryResult,
  SearchLimits,
  SearchParams,
  SearchResult,
  VersionedResource,
} from './fhir-client.ts';
export { defaultSearchLimits } from './fhir-client.ts';
export { searchQuery } from './search-query.ts';
export type { AccessTokens, FhirInteraction, GrantedToken } from './access-tokens.ts';
export { retryAfterMs } from './retry-after-ms.ts';
export type { RetryPolicy } from './retry-policy.ts';
export { withRetries } from './with-retries.ts';
export { versionOfTag } from './version-of-tag.ts';
export type { HttpFhirClientOptions } from './http-fhir-client.ts';
export { createHttpFhirClient } from './http-fhir-client.ts';
export type { MemoryFhirClient, MemoryFhirClientOptions } from './memory-fhir-client.ts';
export { createMemoryFhirClient } from './memory-fhir-client.ts';
