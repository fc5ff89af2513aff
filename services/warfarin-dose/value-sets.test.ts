import { expect, test } from '@jest/globals';
import { matchConcept, type ValueSet } from '@cardwright/fhir';
import { carbamazepine, phenytoin, rifampicin, warfarin } from './value-sets.ts';

test.each<[string, ValueSet, 'name' | undefined]>([
  ['warfarin sodium 5 MG Oral Tablet', warfarin, 'name'],
  ['COUMADIN 2.5 MG', warfarin, 'name'],
  ['Marevan 3mg', warfarin, 'name'],
  ['acenocoumarol 1 mg', warfarin, undefined],
  ['Equetro 200 mg capsule', carbamazepine, 'name'],
  ['oxcarbazepine 300 mg', carbamazepine, undefined],
  ['Phenytek 300 mg', phenytoin, 'name'],
  ['RIFATER', rifampicin, 'name'],
  ['rifabutin 150 mg', rifampicin, undefined],
])('%s', (text, set, expected) => expect(matchConcept({ text }, set)).toBe(expected));
