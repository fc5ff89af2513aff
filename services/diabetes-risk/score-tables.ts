import type { FeatureVector, Prediction } from '@cardwright/cds-service';
import { absenceInWords, percent, table, valueInWords } from '@cardwright/cards';
import { ada, findrisc } from './coefficients.ts';
import { findriscClass } from './findrisc-class.ts';
import { cardVariants, measurements, openQuestions, type CardVariant } from './planned-scores.ts';
import { readingOf, type Reading } from './reading.ts';
import { adaItems } from './signature.ts';
import { labelOf, wording } from './wording.ts';

const names: Readonly<Record<CardVariant, string>> = {
  'ada-risk-test': 'ADA risk test',
  findrisc: 'FINDRISC',
  'wilson-2007-logistic-bmi': 'Framingham Offspring, 8-year risk',
};

/** One number, or the two it lies between. */
export const span = ({ low, high }: Reading): string => (low === high ? String(low) : `${low} to ${high}`);

/** Which score applies with the data at hand: its result between its bounds, and what is open or lacking. */
export function scoresTable(vector: FeatureVector, predictions: readonly Prediction[]): string {
  return table(
    ['Score', 'Result', 'Not known'],
    cardVariants.map((variant) => {
      const result = resultOf(variant, predictions);
      const open = openQuestions(variant, vector).map(labelOf);
      return result === undefined
        ? [names[variant], 'no number', lackingWords(variant, vector)]
        : [names[variant], result, open.join(', ')];
    }),
  );
}

function resultOf(variant: CardVariant, predictions: readonly Prediction[]): string | undefined {
  if (variant === 'wilson-2007-logistic-bmi') {
    const risk = readingOf(predictions, variant, 'risk_8yr');
    if (risk === undefined || risk.low === risk.high) return risk && percent(risk.low);
    return `${percent(risk.low)} without, ${percent(risk.high)} with a parent with diabetes`;
  }
  const score = readingOf(predictions, variant, 'score');
  if (score === undefined) return undefined;
  if (variant === 'ada-risk-test') return `${span(score)} of ${ada.highest}`;
  const words = findriscClass(score.low, score.high);
  return `${span(score)} of ${findrisc.highest}${words === undefined ? '' : ` (${words} in 10 years)`}`;
}

/** The measurements without which a score has no number; where all are there, one is outside the range of the score. */
function lackingWords(variant: CardVariant, { features }: FeatureVector): string {
  const lacking = measurements[variant].flatMap((name) => {
    const found = features[name];
    if (found?.status !== 'absent') return [];
    return [found.reason === 'none-recorded' ? labelOf(name) : `${labelOf(name)} (${absenceInWords(found.reason)})`];
  });
  return lacking.length > 0 ? lacking.join(', ') : 'an input is outside the range of the score';
}

const itemNames: Readonly<Record<(typeof adaItems)[number], string>> = {
  age: 'Age',
  sex: 'Sex',
  gestational_diabetes: 'Gestational diabetes, ever (women)',
  family_history: 'Parent, brother or sister with diabetes',
  hypertension: 'High blood pressure, ever diagnosed',
  physically_active: 'Physically active',
  bmi: 'Body mass index',
};

/** The items of the ADA risk test with their points; of an open question both, which is what the answer would change. */
export function adaTable(vector: FeatureVector, predictions: readonly Prediction[]): string {
  const run = predictions.find(({ variant }) => variant === 'ada-risk-test');
  const open = openQuestions('ada-risk-test', vector);
  const isAsked = (item: string) => item !== 'gestational_diabetes' || run?.inputs['sex'] !== 'male';
  return table(
    ['ADA item', 'In the chart', 'Points'],
    adaItems.filter(isAsked).map((item) => {
      const points = readingOf(predictions, 'ada-risk-test', `points.${item}`);
      const { unit = '', ...words } = wording[item] ?? {};
      const value = open.includes(item) ? 'not known' : valueInWords(run?.inputs[item] ?? null, unit, words);
      const said =
        points === undefined ? '' : points.low === points.high ? String(points.low) : `${points.low} or ${points.high}`;
      return [itemNames[item], value, said];
    }),
  );
}
