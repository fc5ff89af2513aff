import type { Genotype } from '@cardwright/features';
import { cyp2c9Diplotypes } from './coefficients.ts';

type Values = Genotype['values'];

/**
 * VKORC1 -1639G>A (rs9923231). VKORC1 lies on the minus strand: G and A of the paper are C and T of the reference
 * strand, which HL7 Genomics Reporting writes ("VKORC1 rs9923231 C/T", example Pgx-geno-1003) and PharmCAT too
 * ("rs9923231 reference (C)", "rs9923231 variant (T)"). The IWPC data set names the column "-1639 G>A … rs9923231; C/T".
 * The two alphabets do not overlap, so a call in either is unambiguous.
 */
export const vkorc1Spellings: Values = {
  GG: {
    spellings: vkorc1Calls([
      ['G', 'G'],
      ['C', 'C'],
    ]),
  },
  AG: {
    spellings: vkorc1Calls([
      ['A', 'G'],
      ['G', 'A'],
      ['C', 'T'],
      ['T', 'C'],
    ]),
  },
  AA: {
    spellings: vkorc1Calls([
      ['A', 'A'],
      ['T', 'T'],
    ]),
  },
};

function vkorc1Calls(calls: readonly (readonly [string, string])[]): readonly string[] {
  return calls.flatMap(([a, b]) =>
    [`${a}/${b}`, `${a}${b}`].flatMap((call) => [
      call,
      `rs9923231 ${call}`,
      `VKORC1 rs9923231 ${call}`,
      `VKORC1 ${call}`,
      `VKORC1 -1639${call}`,
      `-1639${call}`,
      `-1639 ${call}`,
      // The name of the variant as the IWPC data set prints it, and as HGVS does, with the call behind it.
      `-1639G>A ${call}`,
      `VKORC1 -1639G>A ${call}`,
      `VKORC1 c.-1639G>A ${call}`,
    ]),
  );
}

/**
 * CYP2C9 diplotypes of *1, *2 and *3 in either order, alone or with the gene in front, as HL7 Genomics Reporting
 * ("CYP2C9*1/*1", example Pgx-geno-1002) and PharmCAT ("*1/*1") write them.
 */
export const cyp2c9Spellings: Values = Object.fromEntries(
  cyp2c9Diplotypes.map((diplotype) => {
    const reversed = diplotype.split('/').toReversed().join('/');
    const calls = [...new Set([diplotype, reversed])];
    return [diplotype, { spellings: calls.flatMap((call) => [call, `CYP2C9${call}`, `CYP2C9 ${call}`]) }];
  }),
);
