import type { EvaluationInput, Indicator, Prediction } from '@cardwright/cds-service';
import { findListedDrafts, type ListedDrafts } from './find-listed-drafts.ts';
import { readGeneCall, type GeneCall } from './gene-call.ts';
import { offersMissingTest } from './site-policy.ts';
import { recommendationTable } from './tables.ts';

/** A call with the phenotype that the table gave it. */
export interface GeneState {
  readonly call: GeneCall;
  readonly phenotype?: string;
  readonly activityScore?: string;
}

/** CPIC's answer for one population, as it was given. */
export interface GivenRow {
  readonly population: string;
  readonly recommendation: string;
  readonly classification: string;
  readonly implication: string;
  readonly comments: string;
}

/**
 * What there is to say about the drafts of one drug. `recommended`: CPIC advises a change. `no-recommendation`: it gives none for
 * this phenotype. `phenotype-only`: its rows are replaced and not shown. `unusable`: no phenotype can be told. `untested`.
 */
export interface Finding extends ListedDrafts {
  readonly kind: 'recommended' | 'no-recommendation' | 'phenotype-only' | 'unusable' | 'untested';
  readonly genes: readonly GeneState[];
  readonly rows: readonly GivenRow[];
  readonly indicator: Indicator;
}

/** With these CPIC advises standard use or gives no recommendation: nothing to read. */
const unchanged: ReadonlySet<string> = new Set([
  'Normal Metabolizer',
  'Rapid Metabolizer',
  'Ultrarapid Metabolizer',
  'Normal Function',
  'Increased Function',
  'negative',
]);

/** CPIC, strong: do not use, with an implication of fatal toxicity or hypersensitivity. Ours: it cannot wait. */
const critical: ReadonlySet<string> = new Set(['HLA-B positive', 'DPYD 0.0', 'DPYD 0.5']);

const urgency: readonly Indicator[] = ['critical', 'warning', 'info'];

/** What there is to say, drug by drug, most urgent first; drugs with nothing to say are left out. */
export function findFindings(input: EvaluationInput, predictions: readonly Prediction[]): readonly Finding[] {
  return findListedDrafts(input.context)
    .flatMap((drafts) => findingOf(drafts, input, predictions))
    .toSorted((a, b) => urgency.indexOf(a.indicator) - urgency.indexOf(b.indicator));
}

function findingOf(
  drafts: ListedDrafts,
  input: EvaluationInput,
  predictions: readonly Prediction[],
): readonly Finding[] {
  const genes = drafts.drug.genes.map((gene) => stateOf(readGeneCall(gene, input.vector), predictions));
  const rows = rowsOf(drafts, predictions);
  const kind = kindOf(genes, rows, recommendationTable.drugs[drafts.drug.name]?.superseded !== '');
  if (kind === undefined || (kind === 'untested' && !offersMissingTest(input))) return [];
  const isCritical = kind === 'recommended' && genes.some((state) => critical.has(keyOf(state)));
  const indicator = isCritical ? 'critical' : kind === 'recommended' ? 'warning' : 'info';
  return [{ ...drafts, kind, genes, rows, indicator }];
}

/** A gene without a call is silent unless nothing at all is recorded: a query that failed is no reason to order a test. */
function kindOf(
  genes: readonly GeneState[],
  rows: readonly GivenRow[],
  isReplaced: boolean,
): Finding['kind'] | undefined {
  if (genes.every(({ call }) => call.state === 'absent'))
    return genes.every(({ call }) => call.state === 'absent' && call.reason === 'none-recorded')
      ? 'untested'
      : undefined;
  const said = genes.filter(({ call }) => call.state !== 'absent');
  if (said.every((state) => unchanged.has(wordOf(state)))) return undefined;
  if (said.every(({ call }) => call.state === 'unusable')) return 'unusable';
  if (isReplaced) return 'phenotype-only';
  return rows.some(({ classification }) => classification !== 'No Recommendation')
    ? 'recommended'
    : 'no-recommendation';
}

const wordOf = ({ call, phenotype }: GeneState): string =>
  phenotype ?? (call.state === 'known' ? call.value : call.state);

const keyOf = ({ call, activityScore, phenotype }: GeneState): string =>
  `${call.gene} ${activityScore ?? phenotype ?? (call.state === 'known' ? call.value : '')}`;

function stateOf(call: GeneCall, predictions: readonly Prediction[]): GeneState {
  const given = predictions.find(
    ({ variant, inputs }) => variant === 'diplotype-to-phenotype' && inputs['gene'] === call.gene,
  );
  const phenotype = textOf(given, 'phenotype');
  const activityScore = textOf(given, 'activity_score');
  return {
    call,
    ...(phenotype === '' ? {} : { phenotype }),
    ...(activityScore === '' ? {} : { activityScore }),
  };
}

function rowsOf({ drug }: ListedDrafts, predictions: readonly Prediction[]): readonly GivenRow[] {
  return predictions
    .filter(({ variant, inputs }) => variant === 'recommendation' && inputs['drug'] === drug.name)
    .map((prediction) => ({
      population: String(prediction.inputs['population'] ?? 'general'),
      recommendation: textOf(prediction, 'recommendation'),
      classification: textOf(prediction, 'classification'),
      implication: textOf(prediction, 'implication'),
      comments: textOf(prediction, 'comments'),
    }));
}

/** Empty where the table gave nothing. */
const textOf = (prediction: Prediction | undefined, output: string): string =>
  String(prediction?.outputs[output]?.value ?? '');
