import { expect, test } from '@jest/globals';
import { codeSystems } from '../code-systems.ts';
import { codeIn } from './code-in.ts';
import { readCategories } from './read-categories.ts';
import { readValueSet } from './read-value-set.ts';

const file = {
  id: 'smoking',
  version: 3,
  date: '2026-11-21',
  title: 'Smoking',
  description: 'For the test.',
  source: 'a published list, version 1',
  codes: [
    { system: codeSystems.snomed, code: '77176002', display: 'Smoker', category: 'yes', keep: 'for the test' },
    { system: codeSystems.snomed, code: '8517006', category: 'no' },
  ],
  names: ['smoker'],
};

test('a value set is what is compared, with its title and source', () => {
  expect(readValueSet(file)).toStrictEqual({
    id: 'smoking',
    title: 'Smoking',
    source: 'a published list, version 1',
    codes: [
      { system: codeSystems.snomed, code: '77176002', display: 'Smoker' },
      { system: codeSystems.snomed, code: '8517006' },
    ],
    names: ['smoker'],
  });
});

test('prefixes and panels come along', () => {
  const prefixes = [
    { system: codeSystems.icd10cm, prefix: 'F17', display: 'Nicotine dependence', excluding: ['F17.21'] },
  ];
  const panels = [{ system: codeSystems.loinc, code: '85354-9' }];
  expect(readValueSet({ ...file, prefixes, panels })).toMatchObject({
    prefixes: [{ system: codeSystems.icd10cm, prefix: 'F17', excluding: ['F17.21'] }],
    panels,
  });
});

test('what bounds a doubt comes along, without its reasons', () => {
  const bounds = {
    notNames: ['smoker’s melanosis, non smoker'],
    leftOut: [{ system: codeSystems.snomed, code: '266927001', display: 'Unknown', why: 'says nothing' }],
    complete: [{ system: codeSystems.snomed, why: 'for the test' }],
  };
  expect(readValueSet({ ...file, ...bounds })).toMatchObject({
    notNames: bounds.notNames,
    leftOut: [{ system: codeSystems.snomed, code: '266927001', display: 'Unknown' }],
    complete: [codeSystems.snomed],
  });
});

test('categories are those asked for, in their order', () => {
  expect(readCategories(file, ['no', 'yes'])).toStrictEqual({
    no: [{ system: codeSystems.snomed, code: '8517006' }],
    yes: [{ system: codeSystems.snomed, code: '77176002', display: 'Smoker' }],
  });
  expect(() => readCategories(file, ['yes'])).toThrow('its categories are yes, no, not yes');
  expect(() => readCategories(file, ['yes', 'never'])).toThrow('its categories are yes, no, not yes, never');
});

test('one code, by its file', () => {
  expect(codeIn(readValueSet(file), '77176002')).toEqual({
    system: codeSystems.snomed,
    code: '77176002',
    display: 'Smoker',
  });
  expect(() => codeIn(readValueSet(file), '1')).toThrow('value set "smoking" does not list 1 exactly once');
});
