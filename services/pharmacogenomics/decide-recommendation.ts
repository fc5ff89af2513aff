import { CardwrightError, type Decide, type ErrorCode, type ModelInputs } from '@cardwright/cds-service';
import { recommendationTable, type RecommendationRow } from './tables.ts';

/**
 * CPIC's row for a drug, a population (`general` when none is given) and what is known of its genes (list `lookup` of one row: gene
 * to phenotype, activity score or carriage). A gene that is missing is an error and never the normal row. Errors:
 * `missing-input`, `bad-input`.
 */
export const decideRecommendation: Decide = (inputs, { lookup = [] }) => {
  const name = inputs['drug'];
  const drug = typeof name === 'string' ? recommendationTable.drugs[name] : undefined;
  if (drug === undefined) return refuse('bad-input', 'drug', 'not a drug of the table');
  const known = lookup.length === 1 ? lookup[0] : undefined;
  if (known === undefined || drug.genes.some((gene) => typeof known[gene] !== 'string'))
    return refuse('missing-input', 'lookup', `${drug.genes.join(' and ')} must be stated`);
  const population = inputs['population'] ?? 'general';
  const row = drug.rows.find((one) => one.population === population && isOf(one, known));
  return row === undefined ? refuse('bad-input', 'lookup', 'no row of the table fits') : answerOf(row);
};

const isOf = ({ lookup }: RecommendationRow, known: ModelInputs): boolean =>
  Object.keys(known).length === Object.keys(lookup).length &&
  Object.entries(lookup).every(([gene, value]) => known[gene] === value);

/** What the source leaves empty is left out. */
function answerOf({ recommendation, classification, implication, comments }: RecommendationRow) {
  return {
    recommendation,
    classification,
    ...(implication === '' ? {} : { implication }),
    ...(comments === '' ? {} : { comments }),
  };
}

function refuse(code: ErrorCode, input: string, why: string): never {
  throw new CardwrightError(code, `${input}: ${why}.`, { inputs: [input] });
}
