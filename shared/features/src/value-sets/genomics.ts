import type { Code, ValueSet } from '@cardwright/fhir';
import { codeSystems } from '../code-systems.ts';
import { loinc } from './codes.ts';

/** A genotype or diplotype call; the gene stands in a component (`geneStudied`). */
export const genotypeDisplayName: ValueSet = {
  id: 'genotype',
  title: 'Genotype display name',
  source: 'HL7 Genomics Reporting 3.0.0, profile Genotype (LOINC 84413-4), examples Pgx-geno-1001 to 1003',
  codes: [loinc('84413-4', 'Genotype display name')],
};

/** The component that names the gene. Source: HL7 Genomics Reporting 3.0.0, component gene-studied. */
export const geneStudied: Code = loinc('48018-6', 'Gene studied [ID]');

/** The component that names the variant by its dbSNP id. Source: HL7 Genomics Reporting 3.0.0, component dbSNP-id. */
export const dbSnpId: Code = loinc('81255-2', 'dbSNP [ID]');

/** HGNC ids by symbol. Source: HL7 Genomics Reporting 2.0.0, examples Pgx-geno-1001 to 1003. */
export const hgncGenes = {
  CYP2C9: { system: codeSystems.hgnc, code: 'HGNC:2623', display: 'CYP2C9' },
  CYP2C19: { system: codeSystems.hgnc, code: 'HGNC:2621', display: 'CYP2C19' },
  VKORC1: { system: codeSystems.hgnc, code: 'HGNC:23663', display: 'VKORC1' },
} as const satisfies Readonly<Record<string, Code>>;
