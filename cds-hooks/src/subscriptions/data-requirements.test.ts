import { expect, test } from '@jest/globals';
import { derivePrefetch, type FeatureDeclarations } from '@cardwright/features';
import type { ValueSet } from '@cardwright/fhir';
import { createTestHost } from '../testing/test-host.ts';
import { dataRequirements } from './data-requirements.ts';

const set = (id: string, change: Partial<ValueSet> = {}): ValueSet => ({
  id,
  title: id,
  source: 'a list',
  codes: [{ system: 'urn:example', code: `${id}-1`, display: id }],
  ...change,
});
const many = Array.from({ length: 101 }, (_, index) => ({ system: 'urn:example', code: `m${index}` }));
const result = { kind: 'observation-number', pick: 'latest', plausible: [0, 100] } as const;
const unit = { canonical: '1', accepts: [] };
const features = {
  age: { kind: 'age' },
  rate: { ...result, codes: set('rate'), unit },
  other: { ...result, codes: set('other'), unit },
  ratio: { kind: 'ratio', of: 'rate', to: 'other' },
  condition: { kind: 'condition', codes: set('condition'), when: 'active', negative: 'asked' },
  by_prefix: {
    kind: 'condition',
    codes: set('prefix', { prefixes: [{ system: 'urn:icd', prefix: 'E11' }] }),
    when: 'active',
    negative: 'asked',
  },
  drug: { kind: 'medication', codes: set('drug'), negative: 'asked' },
  many: { kind: 'procedure', codes: set('many', { codes: many }), when: 'ever', negative: 'asked' },
} satisfies FeatureDeclarations;

async function required(...names: readonly string[]) {
  const host = await createTestHost({ only: ['deterioration-news2'] });
  const [served] = host.services.values();
  await host.store.close();
  if (served === undefined) throw new Error('there is no service');
  const missing = names.map((feature) => ({ feature, reason: 'none-recorded', required: true }) as const);
  const service = { ...served.service, features };
  return dataRequirements({ templates: derivePrefetch(features), service }, { missing });
}
const coded = (type: string, path: string, id: string) => ({
  type,
  codeFilter: [{ path, code: [{ system: 'urn:example', code: `${id}-1`, display: id }] }],
});

test('one for each query, with the codes of its value set, also through what a feature derives from', async () => {
  expect(await required('ratio')).toEqual([
    coded('Observation', 'code', 'rate'),
    coded('Observation', 'code', 'other'),
  ]);
});

test('a type that is read as a whole names the codes of what is missing', async () => {
  expect(await required('condition')).toEqual([coded('Condition', 'code', 'condition')]);
  expect(await required('drug')).toEqual([
    coded('MedicationRequest', 'medication', 'drug'),
    coded('MedicationStatement', 'medication', 'drug'),
  ]);
});

test('the type alone where no list of codes is the whole truth, or it is too long', async () => {
  expect(await required('condition', 'by_prefix')).toEqual([{ type: 'Condition' }]);
  expect(await required('many')).toEqual([{ type: 'Procedure' }]);
  expect(await required('age')).toEqual([{ type: 'Patient' }]);
});

test('what is missing and not needed is not asked for', async () => {
  expect(await required()).toEqual([]);
});
