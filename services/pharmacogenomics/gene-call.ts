import type { AbsenceReason, Feature, FeatureVector } from '@cardwright/cds-service';
import { conflicting, geneFeatures, unknownAlleles, type Gene } from './genes.ts';
import { phenotypeTable } from './tables.ts';

/**
 * What is on file for a gene. `known`: one call that the table knows. `unusable`: something is on file from which no phenotype may be
 * told. `absent`: nothing that counts.
 */
export type GeneCall =
  | { readonly state: 'known'; readonly gene: Gene; readonly value: string }
  | {
      readonly state: 'unusable';
      readonly gene: Gene;
      readonly why: 'unknown-alleles' | 'conflicting' | 'unreadable' | 'revised';
      /** Where it may be shown: the alleles are those of the table. */
      readonly value?: string;
    }
  | { readonly state: 'absent'; readonly gene: Gene; readonly reason: AbsenceReason };

/** The call of a gene in the vector; calls of several features must agree, but a positive is not undone by one that cannot be read. */
export function readGeneCall(gene: Gene, vector: FeatureVector): GeneCall {
  const calls = geneFeatures[gene].map((name) => readOne(gene, vector.features[name]));
  const values = new Set(calls.flatMap((call) => (call.state === 'known' ? [call.value] : [])));
  if (values.size > 1) return { state: 'unusable', gene, why: 'conflicting' };
  const unusable = calls.find((call) => call.state === 'unusable');
  if (unusable?.state === 'unusable' && (unusable.why === 'conflicting' || !values.has('positive'))) return unusable;
  const known = calls.find((call) => call.state === 'known');
  return known ?? calls[0] ?? { state: 'absent', gene, reason: 'not-queried' };
}

function readOne(gene: Gene, feature: Feature | undefined): GeneCall {
  if (feature?.status !== 'present') {
    const reason = feature?.reason ?? 'not-queried';
    return reason === 'no-value' ? { state: 'unusable', gene, why: 'unreadable' } : { state: 'absent', gene, reason };
  }
  const value = String(feature.value);
  if (value === conflicting) return { state: 'unusable', gene, why: 'conflicting' };
  if (value === unknownAlleles) return { state: 'unusable', gene, why: 'unknown-alleles' };
  const revised = phenotypeTable.genes[gene]?.revised ?? [];
  return value.split('/').some((allele) => revised.includes(allele))
    ? { state: 'unusable', gene, why: 'revised', value }
    : { state: 'known', gene, value };
}
