import type { AssessedRisk, Assessment, EvaluationInput, MetThreshold, Prediction } from '@cardwright/cds-service';
import { findFindings, type Finding } from './find-findings.ts';
import { findListedDrafts } from './find-listed-drafts.ts';
import { readGeneCall } from './gene-call.ts';
import { missingGenes } from './missing-genes.ts';
import { recommendationTable } from './tables.ts';
import { callInWords, populationNames } from './wording.ts';

/** The phenotypes, the rows of CPIC that advise a change, and which genes could not be told. */
export function assess(input: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const genes = [...new Set(findListedDrafts(input.context).flatMap(({ drug }) => drug.genes))];
  const open = genes.map((gene) => readGeneCall(gene, input.vector)).filter(({ state }) => state !== 'known');
  return {
    risks: predictions.flatMap(risksOf),
    thresholds: findFindings(input, predictions).flatMap(thresholdsOf),
    notes: open.map(callInWords),
    missing: missingGenes(open, input.vector, false),
  };
}

function risksOf({ variant, model, inputs, outputs }: Prediction): readonly AssessedRisk[] {
  const about = String(inputs[variant === 'recommendation' ? 'drug' : 'gene']);
  return Object.entries(outputs)
    .filter(([name]) => ['phenotype', 'activity_score', 'recommendation'].includes(name))
    .map(([name, { value, unit }]) => ({
      name,
      title: `${about}: ${name.replace('_', ' ')}${populationOf(inputs['population'])}`,
      value,
      unit,
      model,
    }));
}

const populationOf = (population: unknown): string =>
  typeof population === 'string' && population !== 'general' ? ` (${populationNames[population] ?? population})` : '';

function thresholdsOf({ kind, drug, genes, rows }: Finding): readonly MetThreshold[] {
  if (kind !== 'recommended') return [];
  const known = genes.map(
    ({ call, phenotype }) => `${call.gene} ${phenotype ?? (call.state === 'known' ? call.value : '')}`,
  );
  return rows
    .filter(({ classification }) => classification !== 'No Recommendation')
    .map(({ population, recommendation, classification }) => ({
      id: `${drug.name}-${population.replaceAll(' ', '-')}`,
      when: `${drug.name}, ${known.join(', ')}${populationOf(population)}`,
      recommendation: `${recommendation} (${classification})`,
      source: recommendationTable.drugs[drug.name]?.citation ?? recommendationTable.source,
    }));
}
