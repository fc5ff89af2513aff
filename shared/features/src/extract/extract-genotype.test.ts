import type { CodeableConcept, Observation, ObservationComponent } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import type { Genotype } from '../declaration.ts';
import { coverage, extractOne, hoursAgo, observation, said } from '../fixtures/chart.ts';
import { loinc } from '../fixtures/codes.ts';
import { dbSnpId, geneStudied, genotypeDisplayName, hgncGenes } from '../value-sets/genomics.ts';

const [generic] = genotypeDisplayName.codes;
const cyp2c9: Genotype = {
  kind: 'genotype',
  codes: genotypeDisplayName,
  gene: 'CYP2C9',
  geneCodes: hgncGenes.CYP2C9,
  values: { '*1/*1': { spellings: ['*1/*1'] }, '*1/*3': { spellings: ['*1/*3'], codes: [loinc('LA-1', 'call')] } },
};
const vkorc1: Genotype = {
  ...cyp2c9,
  gene: 'VKORC1',
  geneCodes: hgncGenes.VKORC1,
  values: { AG: { spellings: ['A/G', 'AG', 'rs9923231 C/T'] } },
};
const gene = (value: CodeableConcept): ObservationComponent => ({
  code: { coding: [{ ...geneStudied }] },
  valueCodeableConcept: value,
});
const call = (id: string, hours: number, text: string, rest: Partial<Observation> = {}) =>
  observation(id, generic, { effectiveDateTime: hoursAgo(hours), valueCodeableConcept: { text }, ...rest });
const cyp2c9Gene = gene({ coding: hgncGenes.CYP2C9.map((code) => ({ ...code })) });
const vkorc1Gene = gene({ text: 'VKORC1' });

describe('spellings', () => {
  test.each([
    'CYP2C9*1/*3',
    'CYP2C9 *1/*3',
    '*3/*1',
    'cyp2c9 * 3 / * 1',
    'CYP2C9*1/CYP2C9*3',
    'CYP2C9: *1/*3',
    '*1|*3',
  ])('%s', (text) => {
    expect(said(extractOne(cyp2c9, [call('a', 2, text, { component: [cyp2c9Gene] })]))).toBe('*1/*3');
  });

  test.each([
    ['VKORC1 rs9923231 C/T', 'AG'],
    ['VKORC1 rs9923231 T/C', 'AG'],
    ['G/A', 'AG'],
    ['AG', 'AG'],
    ['C/T', 'no-value'],
    ['VKORC1 rs9934438 C/T', 'no-value'],
  ])('%s of VKORC1', (text, expected) => {
    expect(said(extractOne(vkorc1, [call('a', 2, text, { component: [vkorc1Gene] })]))).toBe(expected);
  });

  test('a coded call, a string and a component', () => {
    const coded = { valueCodeableConcept: { coding: [{ ...loinc('LA-1', '') }] }, component: [cyp2c9Gene] };
    expect(said(extractOne(cyp2c9, [call('a', 2, '', coded)]))).toBe('*1/*3');
    const text = { valueCodeableConcept: undefined as never, valueString: 'CYP2C9 *1/*1' };
    expect(said(extractOne(cyp2c9, [call('a', 2, '', text)]))).toBe('*1/*1');
    const part = { code: { coding: [{ ...generic }] }, valueString: '*1/*3' };
    const panel = observation('p', loinc('81247-9', 'panel'), { component: [cyp2c9Gene, part] });
    expect(said(extractOne(cyp2c9, [panel]))).toBe('*1/*3');
  });
});

describe('the gene', () => {
  test('of another result is not this one', () => {
    const other = call('a', 2, 'VKORC1 rs9923231 C/T', { component: [vkorc1Gene] });
    expect(said(extractOne(cyp2c9, [other]))).toBe('none-recorded');
    expect(said(extractOne(cyp2c9, [call('a', 2, 'CYP2C19*1/*3')]))).toBe('none-recorded');
    expect(said(extractOne(cyp2c9, [other, call('b', 9, 'CYP2C9*1/*3')]))).toBe('*1/*3');
  });

  test('must be named when the code does not say it', () => {
    expect(said(extractOne(cyp2c9, [call('a', 2, '*1/*3')]))).toBe('none-recorded');
    const specific: Genotype = {
      ...cyp2c9,
      codes: { ...genotypeDisplayName, id: 'g', codes: [loinc('1', 'CYP2C9 gene')] },
    };
    const fact = observation('a', loinc('1', ''), { valueString: '*1/*3' });
    expect(said(extractOne(specific, [fact]))).toBe('*1/*3');
  });

  test('must be in the text when a panel names several', () => {
    const both = [cyp2c9Gene, vkorc1Gene];
    expect(said(extractOne(cyp2c9, [call('a', 2, '*1/*3', { component: both })]))).toBe('none-recorded');
    expect(said(extractOne(cyp2c9, [call('a', 2, 'CYP2C9*1/*3', { component: both })]))).toBe('*1/*3');
  });
});

test.each([
  ['rs7294', 'none-recorded'],
  ['rs9923231', 'AG'],
])('a call of VKORC1 whose variant is %s', (rsId, expected) => {
  const variant = { code: { coding: [{ ...dbSnpId }] }, valueCodeableConcept: { coding: [{ code: rsId }] } };
  const fact = call('a', 2, 'A/G', { component: [vkorc1Gene, variant] });
  expect(said(extractOne(vkorc1, [fact]))).toBe(expected);
});

describe('a call outside the model', () => {
  const newer = call('n', 2, 'CYP2C9*1/*8');
  const older = call('o', 9, 'CYP2C9*1/*3');
  test('is other, or no value, and no older call stands in for it', () => {
    expect(said(extractOne({ ...cyp2c9, otherValue: 'other' }, [newer, older]))).toBe('other');
    expect(extractOne(cyp2c9, [newer, older])).toMatchObject({ reason: 'no-value', references: ['Observation/n'] });
  });

  test('stays as other when a newer call is inside it: the newer test may have looked for fewer alleles', () => {
    const declaration: Genotype = { ...cyp2c9, otherValue: 'other' };
    const carrier = call('o', 9, 'CYP2C9*1/*8');
    const inside = call('n', 2, 'CYP2C9*1/*3');
    expect(extractOne(declaration, [inside, carrier])).toMatchObject({ value: 'other', references: ['Observation/o'] });
    expect(said(extractOne(declaration, [inside, { ...carrier, status: 'entered-in-error' }]))).toBe('*1/*3');
    expect(said(extractOne(cyp2c9, [inside, carrier]))).toBe('*1/*3');
  });

  test('retracted, it gives way', () => {
    expect(said(extractOne(cyp2c9, [{ ...newer, status: 'entered-in-error' }, older]))).toBe('*1/*3');
  });
});

test('an answer cut off is not none', () => {
  const answered = coverage({ 'observations-genotype': 'data' }, ['observations-genotype']);
  expect(said(extractOne(cyp2c9, [], { answered }))).toBe('not-queried');
});

describe('pairs of alleles', () => {
  const cyp2c19: Genotype = {
    ...cyp2c9,
    gene: 'CYP2C19',
    geneCodes: hgncGenes.CYP2C19,
    values: {},
    alleles: { '*1': [], '*2': ['rs4244285 A'], '*17': [] },
    otherValue: 'other',
    conflictValue: 'conflicting',
  };
  test.each([
    ['CYP2C19*2/*1', '*1/*2'],
    ['CYP2C19 *17/*17', '*17/*17'],
    ['CYP2C19 *1/*99', 'other'],
    ['CYP2C19 indeterminate', 'other'],
  ])('%s', (text, expected) => {
    expect(said(extractOne(cyp2c19, [call('a', 2, text)]))).toBe(expected);
  });

  test('calls that differ are in conflict, and a retracted one is not a call', () => {
    const newer = call('n', 2, 'CYP2C19*1/*1');
    const older = call('o', 9, 'CYP2C19*2/*2');
    expect(extractOne(cyp2c19, [older, newer])).toMatchObject({
      value: 'conflicting',
      references: ['Observation/n', 'Observation/o'],
    });
    expect(said(extractOne(cyp2c19, [{ ...older, status: 'entered-in-error' }, newer]))).toBe('*1/*1');
    expect(said(extractOne(cyp2c19, [call('s', 9, '*1/*1', { component: [] }), newer]))).toBe('*1/*1');
    expect(said(extractOne(cyp2c19, [newer, call('o', 9, 'CYP2C19*1/*99')]))).toBe('conflicting');
    expect(said(extractOne({ ...cyp2c19, conflictValue: undefined as never }, [older, newer]))).toBe('*1/*1');
  });
});

describe('carriage of one HLA allele', () => {
  const hla: Genotype = {
    ...cyp2c9,
    gene: 'HLA-B',
    geneCodes: hgncGenes['HLA-B'],
    values: {},
    hlaAllele: { allele: '*57:01', carrier: 'positive', notCarrier: 'negative' },
    otherValue: 'other',
  };
  test.each([
    ['HLA-B*57:01 positive', 'positive'],
    ['HLA-B*15:01:01G+HLA-B*57:01:01G', 'positive'],
    ['HLA-B*07:02/*08:01', 'negative'],
    ['HLA-B*57/*08', 'other'],
    ['HLA-B*58:01 negative', 'none-recorded'],
  ])('%s', (text, expected) => {
    expect(said(extractOne(hla, [call('a', 2, text)]))).toBe(expected);
  });

  test('a GL string stands in a code', () => {
    const coding = [{ system: 'http://glstring.org', code: 'hla#3.23.0#HLA-B*15:01:01G+HLA-B*57:01:01G' }];
    const fact = call('a', 2, '', { valueCodeableConcept: { coding }, component: [gene({ text: 'HLA-B' })] });
    expect(said(extractOne(hla, [fact]))).toBe('positive');
  });
});
