import type { HookContext } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import {
  eventTime,
  isActiveMedication,
  isEverCondition,
  isWithheld,
  knownTime,
  medicationConcepts,
  parseFhirTime,
  refusedRequestIntents,
  type PatientRecord,
  type TimeInterval,
} from '@cardwright/fhir';
import { conditionSystems, isUnreadable } from './is-unreadable.ts';
import type { CodeableConcept, Condition, MedicationRequest, MedicationStatement, Resource } from '@medplum/fhirtypes';

/** How a record is to be read. */
export interface ExtractOptions {
  /** ISO instant at which the patient is looked at. */
  readonly asOf: string;
  /** Drafts and encounterId; absent on notifications. */
  readonly context?: HookContext;
  /**
   * `live`: supplied data count as known; an event later than `asOf` + `clockSkewMs` is refused.
   * `replay`: event time and known time must both be at or before `asOf`; unknown known time is refused.
   */
  readonly clock: 'live' | 'replay';
  /** How far a sender's clock may run ahead on live calls, in milliseconds; default 5 minutes. */
  readonly clockSkewMs?: number;
}

/** Default of `clockSkewMs`. */
export const defaultClockSkewMs = 5 * 60_000;

export type AnyMedication = MedicationRequest | MedicationStatement;

/** One reading of one record at one instant: the two clocks, and lists that several features share, made once. */
export class Extraction {
  readonly record: PatientRecord;
  readonly context: HookContext | undefined;
  readonly replay: boolean;
  /** Epoch milliseconds. */
  readonly asOf: number;
  /** The latest start of an event that counts, epoch milliseconds: `asOf`, plus the clock skew on live calls. */
  readonly horizon: number;
  #activeMedications: readonly AnyMedication[] | undefined;
  #unreadableConditions: readonly string[] | undefined;
  readonly #concepts = new Map<AnyMedication, readonly CodeableConcept[]>();
  readonly #withheld = new Map<string, readonly string[]>();

  constructor(record: PatientRecord, { asOf, context, clock, clockSkewMs = defaultClockSkewMs }: ExtractOptions) {
    const interval = parseFhirTime(asOf, record.zoneOffsetMinutes);
    if (!interval || !asOf.includes('T')) throw new CardwrightError('bad-argument', 'asOf is not an ISO 8601 instant.');
    this.record = record;
    this.context = context;
    this.replay = clock === 'replay';
    this.asOf = interval.start;
    this.horizon = interval.start + (this.replay ? 0 : clockSkewMs);
  }

  /**
   * Both clocks. A Condition without onset, and a statement without effective time, happened at the latest when they were
   * recorded. `undatable`: a replay cannot tell whether it counted then; on live calls such facts are `visible`.
   */
  visibility(resource: Condition | AnyMedication): 'visible' | 'later' | 'undatable' {
    const { zoneOffsetMinutes } = this.record;
    const event = eventTime(resource, zoneOffsetMinutes) ?? parseFhirTime(recordedOn(resource), zoneOffsetMinutes);
    if (event && event.start > this.horizon) return 'later';
    if (!this.replay) return 'visible';
    const known = this.#knownTime(resource);
    if (!event || !known) return 'undatable';
    return known.end - 1 <= this.asOf ? 'visible' : 'later';
  }

  isVisible(resource: Condition | AnyMedication): boolean {
    return this.visibility(resource) === 'visible';
  }

  /**
   * Requests, then statements, that the patient is on as far as status, intent and event time say; each by reference.
   * Those that became known later are left out; `undatable` ones are still in.
   */
  get activeMedications(): readonly AnyMedication[] {
    this.#activeMedications ??= [
      ...this.record.ofType('MedicationRequest'),
      ...this.record.ofType('MedicationStatement'),
    ].filter(
      (m) => isActiveMedication(m, this.horizon, this.record.zoneOffsetMinutes) && this.visibility(m) !== 'later',
    );
    return this.#activeMedications;
  }

  /** Medications of these statuses that were ordered or taken by now, in the order of `activeMedications`. */
  medicationsOfStatus(statuses: ReadonlySet<string>): readonly AnyMedication[] {
    return [...this.record.ofType('MedicationRequest'), ...this.record.ofType('MedicationStatement')].filter(
      (m) => m.status !== undefined && statuses.has(m.status) && wasOrdered(m) && this.visibility(m) !== 'later',
    );
  }

  /** Everything that says which medication it is. */
  conceptsOf(medication: AnyMedication): readonly CodeableConcept[] {
    const known = this.#concepts.get(medication);
    if (known) return known;
    const concepts = medicationConcepts(medication, this.record);
    this.#concepts.set(medication, concepts);
    return concepts;
  }

  /** References of masked or redacted resources of the type: what they say may concern any feature. */
  withheld(type: 'Condition' | 'MedicationRequest' | 'MedicationStatement'): readonly string[] {
    const known = this.#withheld.get(type);
    if (known) return known;
    const resources: readonly (Condition | AnyMedication)[] = this.record.ofType(type);
    const found = resources.filter((r) => isWithheld(r) && this.isVisible(r)).map((r) => this.record.referenceOf(r));
    this.#withheld.set(type, found);
    return found;
  }

  /** References of conditions that carry neither a standard code nor a readable text. */
  get unreadableConditions(): readonly string[] {
    this.#unreadableConditions ??= this.record
      .ofType('Condition')
      .filter((c) => isEverCondition(c) && isUnreadable(c.code ? [c.code] : [], conditionSystems) && this.isVisible(c))
      .map((c) => this.record.referenceOf(c));
    return this.#unreadableConditions;
  }

  #knownTime(resource: Resource): TimeInterval | undefined {
    return knownTime(resource, (reference) => this.record.resolve(reference), this.record.zoneOffsetMinutes);
  }
}

function recordedOn(resource: Condition | AnyMedication): string | undefined {
  if (resource.resourceType === 'Condition') return resource.recordedDate;
  return resource.resourceType === 'MedicationStatement' ? resource.dateAsserted : undefined;
}

/** A proposal, and an order not to give it, never put the patient on it. */
function wasOrdered(medication: AnyMedication): boolean {
  if (medication.resourceType === 'MedicationStatement') return true;
  return !refusedRequestIntents.has(medication.intent) && medication.doNotPerform !== true;
}
