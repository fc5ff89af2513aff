import { readReferenceVectors, type BuiltDecision, type ReferenceVector } from '@cardwright/model-builder';
import { decidePhenotype } from './decide-phenotype.ts';
import { decideRecommendation } from './decide-recommendation.ts';
import vectorsJson from './reference-vectors.json' with { type: 'json' };
import { secondSourceVectors } from './second-source-vectors.ts';
import { manifest } from './manifest.ts';
import { phenotypeTable, recommendationTable } from './tables.ts';

const category = { unit: '{category}', kind: 'category' } as const;
const shared = {
  reference: 'cpic-gene-drug',
  citation: manifest.citation,
  evidence: 'cross-checked',
  use: 'card',
} as const;

/** Two tables: diplotype to phenotype, and phenotype to recommendation. All vectors of the reference are golden. */
export function buildDecisions(): readonly BuiltDecision[] {
  const vectors = readReferenceVectors(vectorsJson);
  return [phenotypeDecision(vectors), recommendationDecision(vectors)];
}

function phenotypeDecision(vectors: readonly ReferenceVector[]): BuiltDecision {
  return {
    manifest: {
      ...shared,
      id: 'cpic-gene-drug@diplotype-to-phenotype',
      variant: 'diplotype-to-phenotype',
      title: 'CPIC phenotype of a diplotype',
      table: { asOf: phenotypeTable.asOf, source: phenotypeTable.source },
      inputs: [
        { ...category, name: 'gene', categories: Object.keys(phenotypeTable.genes), presence: 'required' },
        { ...category, name: 'diplotype', presence: 'required' },
      ],
      outputs: [
        { ...category, name: 'phenotype', inputs: ['gene', 'diplotype'] },
        { ...category, name: 'activity_score', inputs: ['gene', 'diplotype'] },
      ],
      provenance:
        'Allele functions and activity values of the clinical reference; the phenotype of each pair of functions read from the diplotype tables of PharmCAT (2025-11-05).',
    },
    decide: decidePhenotype,
    golden: [...vectors.filter(isOf('diplotype-to-phenotype')).map(bare), ...secondSourceVectors],
  };
}

function recommendationDecision(vectors: readonly ReferenceVector[]): BuiltDecision {
  const rows = Object.values(recommendationTable.drugs).flatMap((drug) => drug.rows);
  return {
    manifest: {
      ...shared,
      id: 'cpic-gene-drug@recommendation',
      variant: 'recommendation',
      title: 'CPIC recommendation for a drug',
      table: { asOf: recommendationTable.asOf, source: recommendationTable.source },
      inputs: [
        { ...category, name: 'drug', categories: Object.keys(recommendationTable.drugs), presence: 'required' },
        {
          ...category,
          name: 'population',
          categories: [...new Set(rows.map(({ population }) => population))],
          presence: 'optional',
        },
      ],
      items: [
        {
          name: 'lookup',
          title: 'Gene to phenotype, activity score or carriage',
          required: true,
          columns: [],
          open: true,
        },
      ],
      outputs: ['recommendation', 'classification', 'implication', 'comments'].map((name) => ({
        ...category,
        name,
        inputs: ['drug'],
      })),
      provenance:
        'Rows of the clinical reference, word for word. The thiopurine rows are those of 2018, which CPIC replaced in 2024 and 2026: they answer score and make no card.',
    },
    decide: decideRecommendation,
    golden: vectors.filter(isOf('recommendation')).map(bare),
  };
}

const isOf =
  (name: string) =>
  ({ model }: ReferenceVector): boolean =>
    model === name;

/** Without the name of the model, which stands in the file's own. */
const bare = ({ model: _model, ...vector }: ReferenceVector) => vector;
