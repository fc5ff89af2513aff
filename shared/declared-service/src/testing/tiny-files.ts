import type { EvaluationInput, Feature, FeatureVector, ModelManifest, Prediction } from '@cardwright/cds-service';
import type { Band, CardsFile } from '../cards-file.ts';
import type { Declared } from '../declared.ts';
import { readDeclaredService, type DeclaredFiles } from '../read-declared-service.ts';

const model = {
  id: 'tiny@main',
  variant: 'main',
  title: 'Tiny risk',
  reference: 'tiny',
  citation: 'Nobody. Nowhere 2026.',
  sha256: '0'.repeat(64),
  evidence: 'cross-checked',
  use: 'card',
  inputs: [
    { name: 'age', unit: 'a', kind: 'number', presence: 'required', range: [18, 90] },
    { name: 'sex', unit: '{category}', kind: 'category', categories: ['female', 'male'], presence: 'required' },
    { name: 'creatinine', unit: 'mg/dL', kind: 'number', presence: 'optional', range: [0.3, 4] },
  ],
  outputs: [
    { name: 'risk', unit: '1', kind: 'probability', inputs: ['age', 'sex', 'creatinine'], column: 0 },
    { name: 'dose', unit: 'mg', kind: 'quantity', inputs: ['age'], column: 1 },
  ],
  provenance: 'written by hand for tests',
};

/** The files of a service small enough to read; a test changes what it is about. */
export const tinyFiles = {
  service: {
    id: 'tiny',
    title: 'Tiny',
    description: 'A service for tests.',
    status: 'active',
    hooks: ['patient-view'],
    notifications: [],
    reference: 'tiny',
    citation: 'Nobody. Nowhere 2026.',
    sourceUrl: 'https://example.org/tiny',
    population: 'Adults.',
    owners: ['tests'],
    evidence: 'None.',
    regulatory: 'None.',
    whenInsufficient: 'card',
    models: ['main'],
    eligibility: [
      { feature: 'deceased', is: [false], otherwise: 'The patient has died.' },
      { feature: 'age', from: 18, to: 80, otherwise: 'It is for ages 18 to 80.' },
    ],
  },
  features: {
    features: {
      age: { kind: 'age' },
      sex: { kind: 'sex', from: 'administrative' },
      deceased: { kind: 'deceased' },
      creatinine: {
        kind: 'observation-number',
        pick: 'latest',
        codes: 'creatinine',
        unit: 'creatinine',
        plausible: [0.1, 30],
      },
    },
  },
  cards: {},
  models: { main: model },
  valueSets: {},
} satisfies DeclaredFiles;

/** The tiny service with other cards; what is wrong with them is thrown. */
export function tinyDeclared(cards: CardsFile = {}, files: Partial<DeclaredFiles> = {}): Declared {
  const read = readDeclaredService({ ...tinyFiles, cards, ...files });
  if (!read.ok) throw new Error(read.problems.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  return read.value.declared;
}

/** The model of the tiny service. */
export function tinyModel(declared: Declared): ModelManifest {
  const found = declared.models['main'];
  if (found === undefined) throw new Error('there is no main model');
  return found;
}

export const present = (value: number | boolean | string, unit = '1'): Feature => ({
  status: 'present',
  value,
  unit,
  references: [],
});

/** A man of 61 with a creatinine of 1.2 mg/dL, or with other features. */
export function vectorWith(features: Readonly<Record<string, Feature>> = {}): FeatureVector {
  return {
    asOf: '2026-03-02T09:00:00.000Z',
    features: {
      age: present(61, 'a'),
      sex: present('male', '{category}'),
      deceased: present(false, '{boolean}'),
      creatinine: present(1.2, 'mg/dL'),
      ...features,
    },
  };
}

export const inputWith = (features: Readonly<Record<string, Feature>> = {}): EvaluationInput => ({
  vector: vectorWith(features),
  context: { hook: 'patient-view', patientId: 'p1', encounterId: 'e1', draftOrders: [], selections: [] },
});

/** What the model said: a risk, and a dose. */
export const predictionOf = (risk: number, inputs: Prediction['inputs'] = {}): Prediction => ({
  model: 'tiny@main',
  variant: 'main',
  sha256: '0'.repeat(64),
  inputs,
  outputs: { risk: { value: risk, unit: '1' }, dose: { value: 12, unit: 'mg' } },
  explanations: [],
});

/** Two bands: anything, and 0.2 or more. */
export const twoBands: readonly Band[] = [
  { id: 'any', from: 0 },
  { id: 'high', from: 0.2, indicator: 'warning', recommendation: 'Look again.', source: 'Nobody 2026' },
];
