import { readReferenceVectors, type BuiltDecision, type ReferenceVector } from '@cardwright/model-builder';
import type { GoldenVector, ModelManifest } from '@cardwright/cds-service';
import { decideWith } from './decide.ts';
import { manifest } from './manifest.ts';
import { ownVectors2016, ownVectors2022 } from './own-vectors.ts';
import vectorsJson from './reference-vectors.json' with { type: 'json' };
import { tables } from './tables.ts';

const dose = { kind: 'number', presence: 'optional' } as const;

/** Two tables of factors; all vectors of the reference are golden, each of the table that it names. */
export function buildDecisions(): readonly BuiltDecision[] {
  const vectors = readReferenceVectors(vectorsJson);
  return [
    decision('cdc-2022', 'card', [...vectors.filter(({ model }) => model === undefined), ...ownVectors2022]),
    decision('cdc-2016', 'score', [
      ...vectors.filter(({ model }) => model === 'cdc-2016').map(bare),
      ...ownVectors2016,
    ]),
  ];
}

function decision(
  variant: keyof typeof tables,
  use: ModelManifest['use'],
  golden: readonly GoldenVector[],
): BuiltDecision {
  const table = tables[variant];
  return {
    manifest: {
      id: `opioid-mme@${variant}`,
      variant,
      title: `Morphine milligram equivalents, CDC ${variant.slice(4)}`,
      reference: 'opioid-mme',
      citation: manifest.citation,
      evidence: 'cross-checked',
      use,
      table: { asOf: table.asOf, source: table.source },
      inputs: [
        {
          name: 'factorSet',
          unit: '{category}',
          kind: 'category',
          categories: Object.keys(tables),
          presence: 'optional',
        },
      ],
      items: [
        {
          name: 'items',
          title: 'Opioids, each with its dose and how often a day, or its rate',
          required: true,
          columns: [
            { name: 'opioid', unit: '{category}', kind: 'category', presence: 'required' },
            { ...dose, name: 'dose_mg', unit: 'mg', range: [0.001, 10_000] },
            { ...dose, name: 'doses_per_day', unit: '/d', range: [0.001, 100] },
            { ...dose, name: 'dose_mcg_per_h', unit: 'ug/h', range: [1, 1000] },
          ],
        },
      ],
      outputs: [
        { name: 'mme_per_day', unit: 'mg/d', kind: 'quantity', inputs: [], range: [0, 1_000_000] },
        { name: 'noFactor', unit: '{category}', kind: 'category', categories: ['false', 'true'], inputs: [] },
      ],
      provenance:
        'Factors of the clinical reference opioid-mme: of 2022 identical in three reproductions of the table, of 2016 as in the cqframework repositories.',
    },
    decide: decideWith(table),
    golden,
  };
}

/** Without the name of the model, which stands in the file's own. */
const bare = ({ model: _model, ...vector }: ReferenceVector): GoldenVector => vector;
