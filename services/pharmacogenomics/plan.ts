import type { EvaluationInput, MissingFeature, Plan, PredictionRequest } from '@cardwright/cds-service';
import { findListedDrafts } from './find-listed-drafts.ts';
import { readGeneCall, type GeneCall } from './gene-call.ts';
import { missingGenes } from './missing-genes.ts';
import { lookupKey } from './lookup-key.ts';
import { recommendationTable } from './tables.ts';
import { callInWords } from './wording.ts';

/**
 * For each drug of the drafts: the phenotype of every call that is known, and where all its genes are known, CPIC's row for each of
 * its populations. Rows that CPIC has replaced are not asked for. Nothing known: insufficient.
 */
export function plan({ vector, context }: EvaluationInput): Plan {
  const { deceased } = vector.features;
  if (deceased?.status === 'present' && deceased.value === true)
    return { kind: 'not-applicable', reasons: ['The patient has died.'] };
  const drafts = findListedDrafts(context);
  const genes = [...new Set(drafts.flatMap(({ drug }) => drug.genes))];
  const calls = genes.map((gene) => readGeneCall(gene, vector));
  const requests = [
    ...calls.flatMap(phenotypeRequest),
    ...drafts.flatMap(({ drug }) => recommendationRequests(drug.name, drug.populations, callsOf(drug.genes, calls))),
  ];
  if (requests.length > 0) return { kind: 'predict', requests };
  const missing: readonly MissingFeature[] = missingGenes(calls, vector, true);
  return { kind: 'insufficient-data', missing, reasons: calls.map(callInWords) };
}

const callsOf = (genes: readonly string[], calls: readonly GeneCall[]): readonly GeneCall[] =>
  calls.filter(({ gene }) => genes.includes(gene));

function phenotypeRequest(call: GeneCall): readonly PredictionRequest[] {
  if (call.state !== 'known' || call.gene === 'HLA-B') return [];
  return [{ variant: 'diplotype-to-phenotype', inputs: { gene: call.gene, diplotype: call.value } }];
}

function recommendationRequests(
  drug: string,
  populations: readonly string[],
  calls: readonly GeneCall[],
): readonly PredictionRequest[] {
  const known = calls.filter((call) => call.state === 'known');
  if (known.length < calls.length || recommendationTable.drugs[drug]?.superseded !== '') return [];
  const lookup = [Object.fromEntries(known.map((call) => [call.gene, lookupKey(call)]))];
  return populations.map((population) => ({
    variant: 'recommendation',
    inputs: { drug, population },
    items: { lookup },
  }));
}
