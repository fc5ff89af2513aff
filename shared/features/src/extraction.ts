import type { Feature, HookContext } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import {
  eventTime,
  isEverCondition,
  isWithheld,
  knownTime,
  medicationConcepts,
  parseFhirTime,
  statedKnownTime,
  type PatientRecord,
  type TimeInterval,
} from '@cardwright/fhir';
import type { JudgedChart } from './extract/judge-chart-facts.ts';
import { conditionSystems, isUnreadable } from './is-unreadable.ts';
import type {
  AllergyIntolerance,
  CodeableConcept,
  Condition,
  MedicationAdministration,
  MedicationRequest,
  MedicationStatement,
  Procedure,
} from '@medplum/fhirtypes';

/** How a record is to be read. */
export interface ExtractOptions {
  /** ISO instant at which the patient is looked at. */
  readonly asOf: string;
  /** Drafts and encounterId; absent on notifications. */
  readonly context?: HookContext;
  /**
   * `live`: supplied data count as known; what happened, or says of itself that it becomes known (`issued`, `recordedDate`
   * …), later than `asOf` + `clockSkewMs` is refused.
   * `replay`: event time and known time must both be at or before `asOf`; unknown known time is refused.
   */
  readonly clock: 'live' | 'replay';
  /** How far a sender's clock may run ahead on live calls, in milliseconds; default 5 minutes. */
  readonly clockSkewMs?: number;
}

/** Default of `clockSkewMs`. */
export const defaultClockSkewMs = 5 * 60_000;

const msPerMinute = 60_000;

export type AnyMedication = MedicationRequest | MedicationStatement | MedicationAdministration;
/** Facts with two clocks that are not Observations. */
export type ChartFact = Condition | AnyMedication | Procedure | AllergyIntolerance;

/** One reading of one record at one instant: the two clocks, and lists that several features share, made once. */
export class Extraction {
  readonly record: PatientRecord;
  readonly context: HookContext | undefined;
  readonly replay: boolean;
  /** Epoch milliseconds. */
  readonly asOf: number;
  /** The latest start of an event that counts, epoch milliseconds: `asOf`, plus the clock skew on live calls. */
  readonly horizon: number;
  /** Another declared feature by name, for windows that are counted from its time. */
  readonly lookup: (name: string) => Feature;
  #unreadableConditions: readonly string[] | undefined;
  readonly #concepts = new Map<AnyMedication, readonly CodeableConcept[]>();
  readonly #medications = new Map<string, JudgedChart<AnyMedication>>();
  readonly #withheld = new Map<string, readonly string[]>();

  constructor(
    record: PatientRecord,
    { asOf, context, clock, clockSkewMs = defaultClockSkewMs }: ExtractOptions,
    lookup: (name: string) => Feature,
  ) {
    const interval = parseFhirTime(asOf, record.zoneOffsetMinutes);
    if (!interval || !asOf.includes('T')) throw new CardwrightError('bad-argument', 'asOf is not an ISO 8601 instant.');
    this.record = record;
    this.lookup = lookup;
    this.context = context;
    this.replay = clock === 'replay';
    this.asOf = interval.start;
    this.horizon = interval.start + (this.replay ? 0 : clockSkewMs);
  }

  /**
   * Both clocks. A fact without an event time of its own happened at the latest when it was recorded. `undatable`: a replay
   * cannot tell whether it counted then; on live calls such facts are `visible`.
   */
  visibility(resource: ChartFact): 'visible' | 'later' | 'undatable' {
    const event = this.eventOf(resource);
    if (event && event.start > this.horizon) return 'later';
    if (!this.replay)
      return this.isStatedLater(statedKnownTime(resource, this.record.zoneOffsetMinutes)) ? 'later' : 'visible';
    const known = knownTime(resource, (reference) => this.record.resolve(reference), this.record.zoneOffsetMinutes);
    if (!event || !known) return 'undatable';
    return known.end - 1 <= this.asOf ? 'visible' : 'later';
  }

  isVisible(resource: ChartFact): boolean {
    return this.visibility(resource) === 'visible';
  }

  /**
   * On a live call: the resource says of itself that it is not out yet, so it is not (decision 12). Only a time of day says so: a
   * date carries no zone, and "tomorrow" somewhere is today.
   */
  isStatedLater(stated: TimeInterval | undefined): boolean {
    return stated !== undefined && stated.start > this.horizon && stated.end - stated.start <= msPerMinute;
  }

  /** When it happened; without a time of its own, when it was recorded. */
  eventOf(resource: ChartFact): TimeInterval | undefined {
    const { zoneOffsetMinutes } = this.record;
    return eventTime(resource, zoneOffsetMinutes) ?? parseFhirTime(recordedOn(resource), zoneOffsetMinutes);
  }

  /** A judgement of all medications that several features share, made once. `question` names it. */
  medicationsOnce(question: string, judge: () => JudgedChart<AnyMedication>): JudgedChart<AnyMedication> {
    const known = this.#medications.get(question);
    if (known) return known;
    const judged = judge();
    this.#medications.set(question, judged);
    return judged;
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
  withheld(type: ChartFact['resourceType']): readonly string[] {
    const known = this.#withheld.get(type);
    if (known) return known;
    const resources: readonly ChartFact[] = this.record.ofType(type);
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
}

function recordedOn(resource: ChartFact): string | undefined {
  switch (resource.resourceType) {
    case 'Condition':
    case 'AllergyIntolerance':
      return resource.recordedDate;
    case 'MedicationStatement':
      return resource.dateAsserted;
    default:
      return undefined;
  }
}
