import { expect, test } from '@jest/globals';
import { vectorOf } from './call.fixture.ts';
import { readGeneCall } from './gene-call.ts';

const noValue = { status: 'absent', reason: 'no-value', references: [] } as const;

test.each([
  ['CYP2C19', { cyp2c19: '*1/*2' }, { state: 'known', value: '*1/*2' }],
  ['CYP2C19', { cyp2c19: 'unknown alleles' }, { state: 'unusable', why: 'unknown-alleles' }],
  ['CYP2C19', { cyp2c19: 'conflicting calls' }, { state: 'unusable', why: 'conflicting' }],
  ['CYP2C19', { cyp2c19: noValue }, { state: 'unusable', why: 'unreadable' }],
  ['CYP2C19', {}, { state: 'absent', reason: 'none-recorded' }],
  ['NUDT15', { nudt15: '*1/*4' }, { state: 'unusable', why: 'revised', value: '*1/*4' }],
  ['NUDT15', { nudt15: '*1/*3' }, { state: 'known' }],
  ['TPMT', { tpmt: '*8/*3A' }, { state: 'unusable', why: 'revised' }],
  ['HLA-B', { hla_b_5701: 'negative' }, { state: 'known', value: 'negative' }],
  ['HLA-B', { hla_b: 'positive', hla_b_5701: 'positive' }, { state: 'known', value: 'positive' }],
  ['HLA-B', { hla_b: 'positive', hla_b_5701: 'negative' }, { state: 'unusable', why: 'conflicting' }],
  ['HLA-B', { hla_b: 'unknown alleles', hla_b_5701: 'negative' }, { state: 'unusable', why: 'unknown-alleles' }],
  ['HLA-B', { hla_b: 'unknown alleles', hla_b_5701: 'positive' }, { state: 'known', value: 'positive' }],
  ['HLA-B', { hla_b: 'conflicting calls', hla_b_5701: 'positive' }, { state: 'unusable', why: 'conflicting' }],
] as const)('%s %j', (gene, calls, expected) => {
  expect(readGeneCall(gene, vectorOf(calls))).toMatchObject(expected);
});
