import type { HookContext } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import {
  eventTime,
  isActiveMedication,
  isWithheld,
  knownTime,
  parseFhirTime,
  type PatientRecord,
} from '@cardwright/fhir';
import type { Condition, MedicationRequest, MedicationStatement, Resource } from '@medplum/fhirtypes';

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

  /** The known-time clock: always true on live calls; in a replay the whole interval of the known time must have passed. */
  isKnown(resource: Resource): boolean {
    if (!this.replay) return true;
    const known = knownTime(resource, (reference) => this.record.resolve(reference), this.record.zoneOffsetMinutes);
    return known !== undefined && known.end - 1 <= this.asOf;
  }

  /**
   * Both clocks. A Condition without onset happened at the latest when it was recorded; wholly undated facts count on
   * live calls only.
   */
  isVisible(resource: Condition | AnyMedication): boolean {
    const { zoneOffsetMinutes } = this.record;
    const recorded = resource.resourceType === 'Condition' ? resource.recordedDate : undefined;
    const event = eventTime(resource, zoneOffsetMinutes) ?? parseFhirTime(recorded, zoneOffsetMinutes);
    if (!event) return !this.replay;
    return event.start <= this.horizon && this.isKnown(resource);
  }

  /** Requests, then statements, that the patient is on, as far as status, intent and both clocks say; each by reference. */
  get activeMedications(): readonly AnyMedication[] {
    this.#activeMedications ??= [
      ...this.record.ofType('MedicationRequest'),
      ...this.record.ofType('MedicationStatement'),
    ].filter((m) => isActiveMedication(m, this.horizon, this.record.zoneOffsetMinutes) && this.isVisible(m));
    return this.#activeMedications;
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
}
