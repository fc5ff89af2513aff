import type { LinearTerm } from './linear-form.ts';

/** What a value adds, as the row holds it. NaN when the term was not measured there. */
export const effectOf = (term: LinearTerm, value: number): number => {
  if (Number.isNaN(value)) return term.absent;
  return term.table === undefined ? term.at + term.slope * value : (term.table[value] ?? NaN);
};
