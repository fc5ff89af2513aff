import { CardwrightError, type Decide, type ModelInputs } from '@cardwright/cds-service';
import type { FactorTable } from './tables.ts';

/** The one row that is dosed by its rate. */
const patch = 'fentanyl_transdermal';

/**
 * Total daily MME of a list of opioids by a table of factors. An opioid without a factor makes the total unknown
 * (`noFactor`), never smaller. Errors: `missing-input` where the list is empty or a row has no dose, `bad-input` for a row
 * dosed in the wrong unit, `not-computable` for a dose between two bands of the table.
 */
export const decideWith =
  (table: FactorTable): Decide =>
  (_inputs, { items = [] }) => {
    if (items.length === 0) refuse('missing-input', 'no opioid is given');
    const doses = new Map<string, number>();
    for (const item of items) {
      const opioid = textOf(item);
      if (table.factors[opioid] !== undefined) doses.set(opioid, (doses.get(opioid) ?? 0) + doseOf(opioid, item));
    }
    if (items.some((item) => table.factors[textOf(item)] === undefined)) return { noFactor: 'true' };
    const parts = [...doses].map(([opioid, dose]) => dose * factorOf(table, opioid, dose));
    return { mme_per_day: Number(parts.reduce((sum, part) => sum + part, 0).toPrecision(12)), noFactor: 'false' };
  };

/** The factor of an opioid at a daily dose; `undefined` when the table holds no such opioid. */
export function factorAt({ factors }: FactorTable, opioid: string, dose: number): number | undefined {
  return factors[opioid]?.find(({ from, to = Infinity }) => dose >= from && dose <= to)?.factor;
}

function factorOf(table: FactorTable, opioid: string, dose: number): number {
  return (
    factorAt(table, opioid, dose) ?? refuse('not-computable', `the table has no factor for this dose of ${opioid}`)
  );
}

function doseOf(opioid: string, item: ModelInputs): number {
  const { dose_mg: mg, doses_per_day: times, dose_mcg_per_h: rate } = item;
  if (opioid === patch) {
    if (mg != null) refuse('bad-input', 'a patch is dosed in mcg/h');
    return typeof rate === 'number' ? rate : refuse('missing-input', 'the rate of a patch is not given');
  }
  if (rate != null) refuse('bad-input', `${opioid} is dosed in mg`);
  return typeof mg === 'number' && typeof times === 'number'
    ? mg * times
    : refuse('missing-input', `the dose of ${opioid} is not given`);
}

function textOf({ opioid }: ModelInputs): string {
  return typeof opioid === 'string' ? opioid : refuse('missing-input', 'an opioid is not named');
}

function refuse(code: 'missing-input' | 'bad-input' | 'not-computable', why: string): never {
  throw new CardwrightError(code, `items: ${why}.`, { inputs: ['items'] });
}
