import { absenceInWords } from '@cardwright/cards';
import type { InputRow } from '@cardwright/cards';
import type { GeneCall } from './gene-call.ts';

const unusable = {
  'unknown-alleles': 'the call on file is not one that CPIC’s table holds, or is written in a way that is not read',
  conflicting: 'the calls on file contradict each other',
  unreadable: 'the result on file carries no readable call',
  revised: 'CPIC has changed the function of an allele since this table was made (2026-02-03)',
} as const;

/** Why a call gives no phenotype, as a sentence. */
export function callInWords(call: GeneCall): string {
  switch (call.state) {
    case 'known':
      return `${call.gene}: ${call.value}.`;
    case 'unusable':
      return `${call.gene}: ${unusable[call.why]}${call.value === undefined ? '' : ` (${call.value})`}.`;
    case 'absent':
      return `${call.gene}: ${absenceInWords(call.reason)}.`;
  }
}

/** What the populations of clopidogrel are called; the words are those of CPIC’s comments, shortened. */
export const populationNames: Readonly<Record<string, string>> = {
  'CVI ACS PCI': 'Acute coronary syndrome or PCI (elective too)',
  'CVI non-ACS non-PCI': 'Other cardiovascular (peripheral artery disease, stable coronary disease without PCI)',
  NVI: 'Neurovascular (stroke, TIA, neurointervention)',
  general: 'All',
};

/** What the alternatives to clopidogrel must not follow. */
export const contraindications: readonly InputRow[] = [
  { feature: 'stroke_or_tia', label: 'Stroke or TIA on record' },
  { feature: 'intracranial_hemorrhage', label: 'Intracranial hemorrhage on record' },
];

/** Rows of the inputs table, by gene. */
export const inputRows: Readonly<Record<string, readonly InputRow[]>> = {
  CYP2C19: [{ feature: 'cyp2c19', label: 'CYP2C19' }],
  SLCO1B1: [{ feature: 'slco1b1', label: 'SLCO1B1' }],
  DPYD: [{ feature: 'dpyd', label: 'DPYD' }],
  TPMT: [{ feature: 'tpmt', label: 'TPMT' }],
  NUDT15: [{ feature: 'nudt15', label: 'NUDT15' }],
  'HLA-B': [
    { feature: 'hla_b', label: 'HLA-B*57:01 by typing' },
    { feature: 'hla_b_5701', label: 'HLA-B*57:01 by its own test' },
  ],
};
