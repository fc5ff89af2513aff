import type { GoldenVector } from '@cardwright/cds-service';

const printed: readonly (readonly [string, string, string, string?])[] = [
  ['CYP2C19', '*1/*1', 'Normal Metabolizer'],
  ['CYP2C19', '*1/*9', 'Likely Intermediate Metabolizer'],
  ['CYP2C19', '*1/*12', 'Indeterminate'],
  ['CYP2C19', '*1/*17', 'Rapid Metabolizer'],
  ['CYP2C19', '*10/*12', 'Indeterminate'],
  ['CYP2C19', '*10/*17', 'Likely Intermediate Metabolizer'],
  ['CYP2C19', '*10/*22', 'Likely Poor Metabolizer'],
  ['SLCO1B1', '*1/*2', 'Indeterminate'],
  ['SLCO1B1', '*2/*5', 'Possible Decreased Function'],
  ['SLCO1B1', '*2/*14', 'Indeterminate'],
  ['SLCO1B1', '*14/*15', 'Decreased Function'],
  ['SLCO1B1', '*14/*37', 'Normal Function'],
  ['SLCO1B1', '*14/*43', 'Indeterminate'],
  ['SLCO1B1', '*15/*43', 'Possible Decreased Function'],
  ['SLCO1B1', '*42/*43', 'Indeterminate'],
  ['SLCO1B1', '*43/*44', 'Indeterminate'],
  ['SLCO1B1', '*45/*49', 'Poor Function'],
  ['TPMT', '*1/*3A', 'Intermediate Metabolizer'],
  ['TPMT', '*1/*30', 'Indeterminate'],
  ['TPMT', '*2/*9', 'Possible Intermediate Metabolizer'],
  ['TPMT', '*38/*39', 'Indeterminate'],
  ['TPMT', '*38/*41', 'Possible Intermediate Metabolizer'],
  ['TPMT', '*40/*40', 'Indeterminate'],
  ['NUDT15', '*1/*4', 'Indeterminate'],
  ['NUDT15', '*3/*3', 'Poor Metabolizer'],
  ['NUDT15', '*4/*9', 'Possible Intermediate Metabolizer'],
  ['NUDT15', '*5/*8', 'Indeterminate'],
  // Sums of the activity values, by hand: CPIC 2017 for DPYD, 2 lowest values.
  ['DPYD', 'Reference/Reference', 'Normal Metabolizer', '2.0'],
  ['DPYD', 'Reference/c.2846A>T', 'Intermediate Metabolizer', '1.5'],
  ['DPYD', 'Reference/c.1905+1G>A (*2A)', 'Intermediate Metabolizer', '1.0'],
  ['DPYD', 'Reference/c.2846A>T/c.1905+1G>A (*2A)', 'Poor Metabolizer', '0.5'],
  ['CYP2C9', '*1/*1', 'Normal Metabolizer', '2.0'],
  ['CYP2C9', '*1/*7', 'Indeterminate', 'n/a'],
];

/** Diplotypes read one by one in the published tables, not in the reference file: every kind of pair that it does not show. */
export const secondSourceVectors: readonly GoldenVector[] = printed.map(([gene, diplotype, phenotype, score]) => ({
  id: `pharmacogenomics-${gene}-${diplotype}`,
  inputs: { gene, diplotype },
  expected: { phenotype, ...(score === undefined ? {} : { activity_score: score }) },
  tolerance: 0,
  source:
    score === undefined
      ? 'CPIC diplotype tables, files phenotype/<gene>.json of PharmCAT (data version 2025-11-05-00-25; CYP2C19: phenotype/cpic)'
      : 'Activity values of the reference, added by hand',
}));
