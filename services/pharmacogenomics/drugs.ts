import type { ValueSet } from '@cardwright/fhir';
import type { Gene } from './genes.ts';
import {
  abacavir,
  azathioprine,
  capecitabine,
  clopidogrel,
  fluorouracil,
  mercaptopurine,
  simvastatin,
  thioguanine,
} from './value-sets.ts';

/** A listed drug: its name in the table, how it is recognised, and the genes its rows are looked up by. */
export interface ListedDrug {
  readonly name: string;
  readonly codes: ValueSet;
  readonly genes: readonly Gene[];
  /** Populations of its rows, in the order of the card. */
  readonly populations: readonly string[];
}

const general = ['general'];

/** Every drug of the reference but warfarin, which is left to the service warfarin-dose. */
export const drugs: readonly ListedDrug[] = [
  {
    name: 'clopidogrel',
    codes: clopidogrel,
    genes: ['CYP2C19'],
    populations: ['CVI ACS PCI', 'CVI non-ACS non-PCI', 'NVI'],
  },
  { name: 'simvastatin', codes: simvastatin, genes: ['SLCO1B1'], populations: general },
  { name: 'abacavir', codes: abacavir, genes: ['HLA-B'], populations: general },
  { name: 'fluorouracil', codes: fluorouracil, genes: ['DPYD'], populations: general },
  { name: 'capecitabine', codes: capecitabine, genes: ['DPYD'], populations: general },
  { name: 'azathioprine', codes: azathioprine, genes: ['TPMT', 'NUDT15'], populations: general },
  { name: 'mercaptopurine', codes: mercaptopurine, genes: ['TPMT', 'NUDT15'], populations: general },
  { name: 'thioguanine', codes: thioguanine, genes: ['TPMT', 'NUDT15'], populations: general },
];
