import type { Code } from './code.ts';

/** One accepted way to write a quantity, and its exact conversion to the canonical unit. */
export interface AcceptedUnit {
  /** UCUM codes (`mg/dL`) accepted in `Quantity.code`, or in `unit` when no code is given. */
  readonly ucum: readonly string[];
  /** Texts that EHRs print (`mmHg`, `bpm`, `K/uL`), accepted when no UCUM code is given or the code is one of them. */
  readonly aliases?: readonly string[];
  /**
   * Codes of Observations for which this unit is *not* accepted: under them it means another quantity (an IFCC HbA1c
   * in % is about 2 points below the NGSP % of the same sample).
   */
  readonly exceptCodes?: readonly Code[];
  /** canonical = value * factor + offset (factor 1, offset 0 when absent). */
  readonly factor?: number;
  readonly offset?: number;
  /** The name of the conversion, for provenance (`creatinine molar mass 113.12 g/mol`, `IFCC to NGSP`). */
  readonly conversion?: string;
}

/** A feature's allow-list of units. Anything that is not on it is *unit refused*. */
export interface UnitRule {
  /** Canonical UCUM unit. */
  readonly canonical: string;
  readonly accepts: readonly AcceptedUnit[];
}
