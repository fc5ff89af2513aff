import { CardwrightError, type CdsService, type Plan } from '@cardwright/cds-service';
import { inputsFromVector, judgeInputs, type FeatureDeclarations } from '@cardwright/features';
import type { RunnableService } from '../runnable-service.ts';
import { tinyModel, tinyPort, tinyTable } from './tiny-model.ts';

/** A CDS service small enough to read: it decides by age and sex, for people who are alive, on hooks that are not `other`. */
export const tinyService: CdsService<FeatureDeclarations> = {
  manifest: {
    id: 'tiny',
    title: 'Tiny',
    description: 'A service for tests.',
    status: 'active',
    hooks: ['patient-view'],
    notifications: ['Patient'],
    reference: ['tiny-2026', 'tiny-2027'],
    citation: 'Nobody. Nowhere 2026.',
    sourceUrl: 'https://example.org/tiny',
    population: 'Adults.',
    owners: ['tests'],
    evidence: 'None.',
    regulatory: 'None.',
    whenInsufficient: 'card',
    models: ['plain', 'total'],
  },
  features: { age: { kind: 'age' }, sex: { kind: 'sex', from: 'administrative' }, deceased: { kind: 'deceased' } },
  concerns: ({ hook }) => hook !== 'other',
  plan: ({ vector }): Plan => {
    const { deceased, age } = vector.features;
    if (deceased?.status === 'present' && deceased.value === true)
      return { kind: 'not-applicable', reasons: ['The patient has died.'] };
    if (age?.status !== 'present')
      return {
        kind: 'insufficient-data',
        missing: [{ feature: 'age', reason: age?.reason ?? 'not-queried', required: true }],
        reasons: ['Age is not known.'],
      };
    const { inputs, outputs } = judgeInputs(tinyModel, inputsFromVector(tinyModel, vector));
    return { kind: 'predict', requests: [{ variant: 'plain', inputs, outputs }] };
  },
  assess: (_input, [prediction]) => ({
    risks: Object.entries(prediction?.outputs ?? {}).map(([name, { value, unit }]) => ({
      name,
      title: name,
      value,
      unit,
      model: tinyModel.id,
    })),
    thresholds: [],
    notes: [],
    missing: [{ feature: 'weight', reason: 'not-queried', required: false }],
  }),
  cards: ({ assessment, version, publicBaseUrl }) => [
    {
      summary: `${assessment.risks.length} risks, version ${version}, at ${publicBaseUrl ?? 'nowhere'}`,
      indicator: 'info',
      source: { label: 'Tiny' },
      selectionBehavior: 'any',
      suggestions: [{ label: 'Do it' }, { label: 'Do the other thing' }],
    },
    { summary: 'A second card', indicator: 'info', source: { label: 'Tiny' } },
  ],
  insufficientCards: ({ missing, reasons }) => [
    {
      summary: `Missing ${missing.map(({ feature }) => feature).join()}: ${reasons.join(' ')}`,
      indicator: 'info',
      source: { label: 'Tiny' },
    },
  ],
  chooseVariant: ({ inputs, reference, model = reference === 'tiny-2027' ? 'total' : 'plain' }) => {
    if (!['plain', 'total', 'constructor'].includes(model))
      throw new CardwrightError('unknown-model', 'There is only plain.');
    return { variant: model, inputs, dropped: 'site' in inputs ? ['site'] : [] };
  },
};

/** The tiny service with its hand-made model, ready to run. */
export const tinyRunnable: RunnableService = {
  service: tinyService,
  version: 'v1',
  models: { plain: tinyModel, total: tinyTable },
  port: tinyPort,
};
