import { CardwrightError, type Decide, type ModelInputs } from '@cardwright/cds-service';
import { phenotypeTable, type GeneTable } from './tables.ts';

/**
 * Phenotype of a diplotype (`*1/*2`, alleles as the table names them, in either order). Of DPYD and CYP2C9 the activity score
 * too, as printed (`1.5`): the sum of the two lowest values. Error: `bad-input` for a gene or an allele that the table does not hold.
 */
export const decidePhenotype: Decide = (inputs) => {
  const gene = phenotypeTable.genes[textOf(inputs, 'gene')] ?? refuse('gene', 'not a gene of the table');
  const alleles = textOf(inputs, 'diplotype').split('/');
  if (alleles.length < 2) refuse('diplotype', 'a diplotype names two alleles');
  const values = alleles.map(
    (allele) => gene.alleles[allele] ?? refuse('diplotype', 'an allele is not one of the table'),
  );
  return gene.pairs.length > 0 ? { phenotype: byFunction(gene, values) } : byActivity(gene, values);
};

function byFunction({ pairs }: GeneTable, functions: readonly string[]): string {
  const wanted = functions.toSorted().join('|');
  const row = pairs.find(({ alleles }) => alleles.toSorted().join('|') === wanted);
  return row?.phenotype ?? refuse('diplotype', 'no phenotype is stated for this pair of allele functions');
}

function byActivity({ activity }: GeneTable, values: readonly string[]): ReturnType<Decide> {
  if (values.includes('n/a')) return { phenotype: 'Indeterminate', activity_score: 'n/a' };
  const [lowest = 0, next = 0] = values.map(Number).toSorted((a, b) => a - b);
  const score = (lowest + next).toFixed(1);
  return {
    phenotype: activity[score] ?? refuse('diplotype', 'no phenotype is stated for this activity score'),
    activity_score: score,
  };
}

function textOf(inputs: ModelInputs, name: string): string {
  const value = inputs[name];
  return typeof value === 'string' ? value : refuse(name, 'needed, and a text');
}

function refuse(input: string, why: string): never {
  throw new CardwrightError('bad-input', `${input}: ${why}.`, { inputs: [input] });
}
