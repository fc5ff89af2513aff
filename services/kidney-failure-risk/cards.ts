import type { Card, CardInput, FeatureVector, MetThreshold, Prediction } from '@cardwright/cds-service';
import {
  aboutOrders,
  bullets,
  card,
  contributionsInWords,
  inputsTable,
  markdown,
  paragraphs,
  percent,
  raw,
  table,
} from '@cardwright/cards';
import { caveats } from './caveats.ts';
import { hasReferral, selectedReferrals } from './concerns.ts';
import { regionOf, riskIn } from './risk-in.ts';
import { overrideReasons, source } from './source.ts';
import { referralSuggestion } from './suggestions.ts';
import { niceReferral } from './thresholds.ts';
import { regionNames, wording } from './wording.ts';

/** The same on every card, so it is built once. */
const limits = paragraphs('**Limits of the model**', bullets(caveats));

/** One card: the risks of each equation and calibration, the guideline rows met, what moved the risk, and the inputs. */
export function cards({ vector, context, assessment, predictions, models, version, site }: CardInput): readonly Card[] {
  const { thresholds, notes } = assessment;
  const equations = predictions.filter(({ variant }) => variant.startsWith('kfre-'));
  const about = aboutOrders(selectedReferrals(context).map((order) => ({ order, name: 'Referral to nephrology' })));
  const isReferral = thresholds.some(({ id }) => id === niceReferral);
  return [
    card({
      summary: summaryOf(predictions),
      indicator: isReferral ? 'warning' : 'info',
      source,
      detail: paragraphs(
        about.line,
        risksTable(equations),
        bullets(thresholds.map(thresholdLine)),
        drivers(equations[0], models),
        paragraphs('**Inputs**', inputsTable(vector, inputRows(vector), site)),
        notes.length > 0 ? paragraphs('**Notes**', bullets(notes)) : '',
        limits,
        markdown`Models: ${raw([...new Set(predictions.map(({ model }) => model))].join(', '))}; service version ${version}.`,
      ),
      suggestions: isReferral && !hasReferral(context) ? [referralSuggestion(context)] : [],
      overrideReasons,
      extension: about.extension,
    }),
  ];
}

/** What only decides whether the patient belongs to the population is shown where it is known. */
const inputRows = ({ features }: FeatureVector) =>
  Object.entries(wording)
    .filter(([feature]) => !['krt', 'deceased'].includes(feature))
    .filter(([feature]) => feature !== 'egfr_earlier' || features[feature]?.status === 'present')
    .map(([feature, words]) => ({ feature, ...words }));

/** Every part has a bounded length, together under 140 characters. */
function summaryOf(predictions: readonly Prediction[]): string {
  const four = predictions.filter(({ variant }) => variant === 'kfre-4var');
  const category = predictions.flatMap(({ outputs }) =>
    ['gfr_category', 'albuminuria_category'].flatMap((name) => outputs[name]?.value ?? []),
  );
  return `Kidney failure risk (KFRE): ${span(four, 'risk_5yr')} in 5 years, ${span(four, 'risk_2yr')} in 2 years; CKD ${category.join(' ')}`;
}

/** Lowest to highest over the calibrations; one number where they print alike. */
function span(predictions: readonly Prediction[], output: string): string {
  const risks = predictions.map((prediction) => riskIn(prediction, output)).toSorted((a, b) => a - b);
  const [low, high] = [percent(risks[0] ?? NaN), percent(risks.at(-1) ?? NaN)];
  return low === high ? low : `${low} to ${high}`;
}

function risksTable(equations: readonly Prediction[]): string {
  return table(
    ['Equation', 'Calibration', '2 years', '5 years'],
    equations.map((prediction) => [
      prediction.variant === 'kfre-8var' ? '8 variables' : '4 variables',
      regionNames[regionOf(prediction)],
      percent(riskIn(prediction, 'risk_2yr')),
      percent(riskIn(prediction, 'risk_5yr')),
    ]),
  );
}

/** `raw`: the words are ours, and longer than a piece of chart text may be. */
const thresholdLine = ({ when, recommendation = 'no recommendation', source: from }: MetThreshold) =>
  raw(`**${when}** (4 variables, both calibrations, unrounded): ${recommendation}. Source: ${from}.`);

function drivers(prediction: Prediction | undefined, models: CardInput['models']): string {
  const explanation = prediction?.explanations.find(({ output }) => output === 'risk_5yr');
  if (prediction === undefined || explanation === undefined) return '';
  const reference = percent(1 / (1 + Math.exp(-explanation.base)));
  return paragraphs(
    `**What sets the 5-year risk apart** (4 variables, ${regionNames[regionOf(prediction)]})`,
    contributionsInWords(explanation, { inputs: wording }),
    `Reference patient (risk ${reference}): ${models[prediction.variant]?.referencePatient?.description ?? 'not described'}.`,
  );
}
