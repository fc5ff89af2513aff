import type { Card, CardInput, FeatureVector, MetThreshold, Prediction } from '@cardwright/cds-service';
import {
  aboutOrders,
  bullets,
  card,
  contributionsInWords,
  inputsTable,
  markdown,
  paragraphs,
  quantity,
  raw,
} from '@cardwright/cards';
import { rowsOf } from './assess.ts';
import { caveats } from './caveats.ts';
import { chartedScore, meldScores } from './charted-score.ts';
import { childPughRange } from './child-pugh-range.ts';
import { childPughTable } from './child-pugh-table.ts';
import { selectedOrders } from './concerns.ts';
import { fib4InWords } from './fib4-in-words.ts';
import { groupOf, yesNo, type Group } from './population.ts';
import { childPughPoints, scoreTable } from './score-table.ts';
import { overrideReasons, source } from './source.ts';
import { resultSuggestions, stepSuggestions } from './suggestions.ts';
import type { Row } from './thresholds.ts';
import { scoreNames, shownInputs, wording } from './wording.ts';

/** One card for the patient's group. Opening the chart of a patient with a low FIB-4 gives none. */
export function cards({ vector, context, assessment, predictions, models, version, site }: CardInput): readonly Card[] {
  const group = groupOf(vector) ?? 'cirrhosis';
  const rows = rowsOf({ vector }, predictions);
  const isLow = group === 'suspected-fibrosis' && rows.every(({ id }) => id === 'fib4-low');
  if (isLow && context.hook !== 'order-select') return [];
  const about = aboutOrders(selectedOrders(context));
  return [
    card({
      summary: group === 'cirrhosis' ? cirrhosisSummary(vector, predictions) : fib4Summary(vector, predictions, rows),
      indicator: rows.some(({ step }) => step === 'refer') ? 'warning' : 'info',
      source,
      detail: paragraphs(
        about.line,
        group === 'cirrhosis' ? cirrhosisResult(vector, predictions) : '',
        bullets(assessment.thresholds.map(thresholdLine)),
        group === 'cirrhosis' ? drivers(vector, predictions, models) : fib4Sum(vector, predictions),
        paragraphs('**Inputs**', inputsTable(vector, inputRows(group, vector), site)),
        assessment.notes.length > 0 ? paragraphs('**Notes**', bullets(assessment.notes.map(raw))) : '',
        paragraphs('**Limits**', bullets(caveats[group].map(raw))),
        markdown`Models: ${raw([...new Set(predictions.map(({ model }) => model))].join(', '))}; service version ${version}.`,
      ),
      suggestions: [...stepSuggestions(rows, context), ...resultSuggestions(assessment.missing, context)],
      selectionBehavior: 'any',
      overrideReasons,
      extension: about.extension,
    }),
  ];
}

/** Every part has a bounded length, together under 140 characters. */
function cirrhosisSummary(vector: FeatureVector, predictions: readonly Prediction[]): string {
  const scores = meldScores.flatMap((variant) => {
    const found = chartedScore(predictions, variant, vector);
    return found ? [`${scoreNames[variant]} ${found.value}`] : [];
  });
  const range = childPughRange(predictions);
  const open = ['ascites', 'encephalopathy'].filter((name) => yesNo(vector.features[name]) !== false);
  const child = range ? `Child-Pugh ${range.classes} (${childPughPoints(range)}${openWords(open)})` : '';
  const meld = scores.length > 0 ? scores.join(', ') : 'MELD not computed';
  return `Cirrhosis: ${[meld, child].filter((part) => part !== '').join('; ')}`;
}

const openWords = (open: readonly string[]): string => (open.length > 0 ? `: ${open.join(', ')} to be graded` : '');

function fib4Summary(vector: FeatureVector, predictions: readonly Prediction[], rows: readonly Row[]): string {
  const { features } = vector;
  const disease =
    yesNo(features['steatotic_liver_disease']) === true ? 'steatotic liver disease' : 'chronic hepatitis C';
  const value = chartedScore(predictions, 'fib-4', vector)?.value ?? NaN;
  return `FIB-4 ${fib4InWords(value)} (${disease}): ${rows.map(({ inSummary }) => inSummary).join('; ')}`;
}

function cirrhosisResult(vector: FeatureVector, predictions: readonly Prediction[]): string {
  const range = childPughRange(predictions);
  return paragraphs(scoreTable(vector, predictions), range ? childPughTable(vector, range) : '');
}

/** `raw`: the words are ours, and longer than a piece of chart text may be. */
const thresholdLine = ({ when, recommendation = 'no recommendation is shown', source: from }: MetThreshold) =>
  raw(`**${when}**: ${recommendation}. Source: ${from}.`);

function drivers(vector: FeatureVector, predictions: readonly Prediction[], models: CardInput['models']): string {
  const found = chartedScore(predictions, 'meld-3.0', vector);
  const explanation = found?.prediction.explanations.find(({ output }) => output === 'meld3_unrounded');
  if (explanation === undefined) return '';
  return paragraphs(
    '**What raises MELD 3.0**',
    contributionsInWords(explanation, { inputs: wording, outputUnit: '{score}', maxLines: 4 }),
    `Reference patient: ${models['meld-3.0']?.referencePatient?.description ?? 'not described'}.`,
  );
}

/** The formula with the patient's numbers: it is short enough to be checked by hand. */
function fib4Sum(vector: FeatureVector, predictions: readonly Prediction[]): string {
  const found = chartedScore(predictions, 'fib-4', vector);
  if (found === undefined) return '';
  const of = (name: string) => quantity(Number(found.prediction.inputs[name]), '');
  return `FIB-4 = age ${of('age')} × AST ${of('ast')} / (platelets ${of('platelets')} × √ALT ${of('alt')}) = ${fib4InWords(found.value)}.`;
}

/** What need not be on file (a session, warfarin) is shown where it is. */
const inputRows = (group: Group, { features }: FeatureVector) =>
  shownInputs[group]
    .filter((feature) => !['dialysis_session', 'warfarin'].includes(feature) || yesNo(features[feature]) === true)
    .map((feature) => ({ feature, ...(wording[feature] ?? { label: feature }) }));
