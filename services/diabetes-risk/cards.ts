import type { Card, CardInput, FeatureVector, MetThreshold } from '@cardwright/cds-service';
import { bullets, card, inputsTable, markdown, paragraphs, quantity, raw, when } from '@cardwright/cards';
import { caveats, findriscCaveat, wilsonCaveat } from './caveats.ts';
import { ada } from './coefficients.ts';
import { cardVariants, measurements, type CardVariant } from './planned-scores.ts';
import { readingOf } from './reading.ts';
import { adaTable, scoresTable, span } from './score-tables.ts';
import { overrideReasons, source } from './source.ts';
import { hba1cSuggestion } from './suggestions.ts';
import { testingOf } from './testing.ts';
import { isUndecided } from './thresholds.ts';
import { numberOf } from './value-of.ts';
import { wording } from './wording.ts';

/**
 * One card where a test is due and a source asks for one, or where one open answer decides whether it does. Silent after a
 * recent test, and where no single answer can bring the ADA risk test to its limit.
 */
export function cards(input: CardInput): readonly Card[] {
  const { vector, context, assessment, predictions, version, site } = input;
  const isMet = assessment.thresholds.length > 0;
  if (!testingOf(vector).isDue || (!isMet && !isUndecided(predictions))) return [];
  const uses = (variant: CardVariant) => predictions.some((prediction) => prediction.variant === variant);
  const limits = [
    ...caveats,
    ...(uses('findrisc') ? [findriscCaveat] : []),
    ...(uses('wilson-2007-logistic-bmi') ? [wilsonCaveat] : []),
  ];
  const { notes, thresholds } = assessment;
  return [
    card({
      summary: summaryOf(input),
      indicator: isMet ? 'warning' : 'info',
      source,
      detail: paragraphs(
        scoresTable(vector, predictions),
        isMet ? bullets(thresholds.map(thresholdLine)) : undecided,
        adaTable(vector, predictions),
        paragraphs('**Inputs**', inputsTable(vector, inputRows(vector, uses), site)),
        notes.length > 0 ? paragraphs('**Notes**', bullets(notes.map(raw))) : '',
        paragraphs('**Limits**', bullets(limits.map(raw))),
        markdown`Models: ${raw([...new Set(predictions.map(({ model }) => model))].join(', '))}; service version ${version}.`,
      ),
      suggestions: [hba1cSuggestion(context, isMet ? true : undefined)],
      overrideReasons,
    }),
  ];
}

const undecided = `The ADA risk test recommends a test from ${ada.testFrom} points on. One of the answers that are not known would decide.`;

/** `raw`: the words are ours. */
const thresholdLine = ({ when: met, recommendation = 'no recommendation', source: from }: MetThreshold) =>
  raw(`**${met}**: ${recommendation}. Source: ${from}.`);

/** The tests always; of the rest what is on file and a score of this card has used. */
function inputRows({ features }: FeatureVector, uses: (variant: CardVariant) => boolean) {
  const used = cardVariants.filter(uses).flatMap((variant) => measurements[variant]);
  return [...new Set(['hba1c', 'fasting_glucose', 'bmi', 'prediabetes', ...used])].flatMap((feature) => {
    const words = wording[feature];
    const isTest = feature === 'hba1c' || feature === 'fasting_glucose';
    return words && (isTest || features[feature]?.status === 'present') ? [{ feature, ...words }] : [];
  });
}

/** Rows that ask for a test whatever the score is, in the words of the summary. */
const reasons: Readonly<Record<string, string>> = {
  'prediabetes-yearly': ' (prediabetes)',
  'gestational-diabetes-3-years': ' (past gestational diabetes)',
};

/** Every part has a bounded length, together under 140 characters. */
function summaryOf({ vector, assessment, predictions }: CardInput): string {
  const score = readingOf(predictions, 'ada-risk-test', 'score');
  const points = score === undefined ? 'no number' : `${span(score)} of ${ada.highest}`;
  const isMet = assessment.thresholds.length > 0;
  const why = assessment.thresholds.map(({ id }) => reasons[id]).find((words) => words !== undefined) ?? '';
  return `HbA1c ${isMet ? 'is' : 'may be'} due${why}: ADA diabetes risk test ${points}; ${lastTest(vector)}`;
}

function lastTest(vector: FeatureVector): string {
  const { last } = testingOf(vector);
  const found = last === undefined ? undefined : vector.features[last];
  const words = last === undefined ? undefined : wording[last];
  if (last === undefined || words === undefined || found?.status !== 'present')
    return 'no HbA1c or fasting glucose on file';
  const value = quantity(numberOf(vector, last) ?? NaN, words.unit, words);
  return `last ${last === 'hba1c' ? 'HbA1c' : 'fasting glucose'} ${value}, ${when(found.effective, vector.asOf)}`;
}
