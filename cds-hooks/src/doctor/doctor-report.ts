import type { ProposedServices } from './propose-overlay.ts';
import type { UnknownCode } from './unknown-codes.ts';

/** How a query went, in patients. */
export interface QueryReport {
  readonly key: string;
  readonly resourceType: string;
  readonly answered: number;
  /** Of these: with nothing in it. */
  readonly empty: number;
  /** Of these: a list that went on beyond the limits. */
  readonly truncated: number;
  /** By error code, with the HTTP status where there was one. */
  readonly failed: Readonly<Record<string, number>>;
}

/** What came of a feature, in patients. */
export interface FeatureReport {
  readonly name: string;
  readonly kind: string;
  readonly found: number;
  /** Of these: counted as no because the source of the model says so. */
  readonly assumed: number;
  /** By `AbsenceReason`. */
  readonly absent: Readonly<Record<string, number>>;
  readonly refusedUnits: Readonly<Record<string, number>>;
}

/** What a site's server gives to our services: counts, codes of the site, and nothing of a patient. */
export interface DoctorReport {
  readonly patients: number;
  readonly services: readonly {
    readonly id: string;
    readonly queries: readonly QueryReport[];
    readonly features: readonly FeatureReport[];
  }[];
  readonly unknownCodes: readonly UnknownCode[];
  /** Different codes by resource type, those that are not listed included. */
  readonly unknownCodesInAll: Readonly<Record<string, number>>;
  readonly proposals: { readonly note: string; readonly services: ProposedServices };
}
