import { genotypeDisplayName, type FeatureDeclarations, type Genotype } from '@cardwright/features';
import { conflicting, geneCodes, unknownAlleles, type Gene } from './genes.ts';
import { phenotypeTable } from './tables.ts';
import { hlaB5701, intracranialHemorrhage, presenceAnswers, strokeOrTia } from './value-sets.ts';

const called = { kind: 'genotype', otherValue: unknownAlleles, conflictValue: conflicting } as const;

/** Any pair of the alleles that CPIC's table holds. A genotype does not age: no window. */
const diplotype = (gene: Gene): Genotype => ({
  ...called,
  codes: genotypeDisplayName,
  gene,
  geneCodes: geneCodes[gene],
  values: {},
  alleles: Object.fromEntries(
    Object.keys(phenotypeTable.genes[gene]?.alleles ?? {}).map((allele) => [allele, spellingsOf(allele)]),
  ),
});

/**
 * `c.1905+1G>A (*2A)` is written with either name; `*1` is the reference allele of DPYD (gene.phenotypes.json of PharmCAT: normal
 * function).
 */
function spellingsOf(allele: string): readonly string[] {
  if (allele === 'Reference') return ['*1'];
  const [, variant, name] = /^(.+) \((.+)\)$/.exec(allele) ?? [];
  return variant === undefined || name === undefined ? [] : [variant, name];
}

/** An answer is printed bare, with the allele before it, or after it. */
const statedOf = (answers: readonly string[]): readonly string[] =>
  answers.flatMap((answer) => [answer, `*57:01 ${answer}`, `${answer} for *57:01`, `${answer} (qualifier value)`]);

/** What is read: one diplotype a gene, carriage of HLA-B*57:01 from a typing or from its own test, and what prasugrel and ticagrelor must not follow. */
export const features: FeatureDeclarations = {
  deceased: { kind: 'deceased' },
  cyp2c19: diplotype('CYP2C19'),
  slco1b1: diplotype('SLCO1B1'),
  dpyd: diplotype('DPYD'),
  tpmt: diplotype('TPMT'),
  nudt15: diplotype('NUDT15'),
  hla_b: {
    ...called,
    codes: genotypeDisplayName,
    gene: 'HLA-B',
    geneCodes: geneCodes['HLA-B'],
    values: {},
    hlaAllele: { allele: '*57:01', carrier: 'positive', notCarrier: 'negative' },
  },
  hla_b_5701: {
    ...called,
    codes: hlaB5701,
    gene: 'HLA-B',
    values: {
      positive: { spellings: statedOf(['positive', 'pos', 'present', 'detected']), codes: presenceAnswers.positive },
      negative: {
        spellings: statedOf(['negative', 'neg', 'absent', 'not detected']),
        codes: presenceAnswers.negative,
      },
    },
  },
  stroke_or_tia: { kind: 'condition', codes: strokeOrTia, when: 'ever', negative: 'asked' },
  intracranial_hemorrhage: { kind: 'condition', codes: intracranialHemorrhage, when: 'ever', negative: 'asked' },
};
