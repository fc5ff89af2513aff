import cdc2016Json from './models/cdc-2016.table.json' with { type: 'json' };
import cdc2022Json from './models/cdc-2022.table.json' with { type: 'json' };

/** A factor, and of a banded one the daily doses (inclusive) that it is for. */
export interface Band {
  readonly from: number;
  readonly to?: number;
  readonly factor: number;
}

/** MME for each mg a day, or for each ug/h of a fentanyl patch. */
export interface FactorTable {
  /** Date of the publication. */
  readonly asOf: string;
  readonly source: string;
  readonly factors: Readonly<Record<string, readonly Band[]>>;
}

/** The two published tables. The card uses that of 2022; that of 2016 answers `score`, for comparison. */
export const tables: Readonly<Record<'cdc-2022' | 'cdc-2016', FactorTable>> = {
  'cdc-2022': cdc2022Json,
  'cdc-2016': cdc2016Json,
};
