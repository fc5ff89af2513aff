/** What the values of one input add to one link, measured from the same row. */
export interface LinearTerm {
  /** `at` + slope × value, for a number. */
  readonly slope: number;
  readonly at: number;
  /** By encoded value, for a boolean and a category. */
  readonly table?: readonly number[];
  /** Where the input is absent. */
  readonly absent: number;
}

/** A sum of one term for each input: `terms[link][column]`. */
export type LinearForm = readonly (readonly LinearTerm[])[];
