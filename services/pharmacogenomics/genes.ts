import { hgncGenes } from '@cardwright/features';
import type { Code } from '@cardwright/fhir';

/** A gene of the recommendations, by its HGNC symbol. */
export type Gene = 'CYP2C19' | 'SLCO1B1' | 'DPYD' | 'TPMT' | 'NUDT15' | 'HLA-B';

/** The names of the features that hold its calls; HLA-B*57:01 has a test of its own. */
export const geneFeatures: Readonly<Record<Gene, readonly string[]>> = {
  CYP2C19: ['cyp2c19'],
  SLCO1B1: ['slco1b1'],
  DPYD: ['dpyd'],
  TPMT: ['tpmt'],
  NUDT15: ['nudt15'],
  'HLA-B': ['hla_b', 'hla_b_5701'],
};

/** HGNC ids, for results that name the gene in a component. */
export const geneCodes: Readonly<Record<Gene, readonly Code[]>> = {
  CYP2C19: hgncGenes.CYP2C19,
  SLCO1B1: hgncGenes.SLCO1B1,
  DPYD: hgncGenes.DPYD,
  TPMT: hgncGenes.TPMT,
  NUDT15: hgncGenes.NUDT15,
  'HLA-B': hgncGenes['HLA-B'],
};

/** A call that names something else than two alleles of the table. */
export const unknownAlleles = 'unknown alleles';

/** Usable calls that differ. */
export const conflicting = 'conflicting calls';
