import type {
  AssessedRisk,
  Assessment,
  Card,
  CardInput,
  Explanation,
  ModelManifest,
  Prediction,
} from '@cardwright/cds-service';
import {
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
import type { FeatureVector } from '@cardwright/cds-service';
import { stage1AtRisk } from './blood-pressure-thresholds.ts';
import { cardSource } from './card-source.ts';
import { caveats } from './caveats.ts';
import { windows } from './windows.ts';
import { inputWording, outcomeTitles } from './wording.ts';
import { outcomes } from './variants.ts';

/** One card: the risks, what sets them apart from the reference patient, the inputs, and what was not used and why. */
export function cards({ vector, assessment, predictions, models, version }: CardInput): readonly Card[] {
  const tenYears = predictions.find(({ variant }) => variant.endsWith('-10yr'));
  if (tenYears === undefined) return [];
  return [
    card({
      summary: summaryOf(assessment, vector),
      indicator: assessment.thresholds.some(({ id }) => id === stage1AtRisk) ? 'warning' : 'info',
      source: cardSource,
      detail: paragraphs(
        risksTable(assessment.risks),
        assessment.thresholds.length > 0 ? bullets(assessment.thresholds.map(thresholdLine)) : '',
        ...tenYears.explanations.slice(0, 1).map((explanation) => drivers(explanation, models[tenYears.variant])),
        `**Inputs**\n\n${inputsTable(vector, inputRows(tenYears))}`,
        `**Notes**\n\n${bullets([...assessment.notes, ...notOnFile(vector), ...readingNotes])}`,
        `**Limits of the model**\n\n${bullets(caveats)}`,
        markdown`Models: ${predictions.map(({ model }) => model).join(', ')}; service version ${version}.`,
      ),
    }),
  ];
}

/** Under 140 characters in every case: all parts have a bounded length. */
function summaryOf({ risks }: Assessment, { features: { age } }: FeatureVector): string {
  const risk = (name: string) => risks.find((one) => one.name === name && one.horizonYears === 10);
  const total = percentOf(risk('total_cvd'));
  const failure = risk('heart_failure');
  const parts = [
    `ASCVD ${percentOf(risk('ascvd'))}`,
    failure === undefined ? 'heart failure not estimated' : `heart failure ${percentOf(failure)}`,
  ];
  const years = age?.status === 'present' ? `; age ${age.value}` : '';
  return `10-year cardiovascular risk ${total} (PREVENT): ${parts.join(', ')}${years}`;
}

const percentOf = (risk: AssessedRisk | undefined): string =>
  typeof risk?.value === 'number' ? percent(risk.value) : 'not available';

function risksTable(risks: readonly AssessedRisk[]): string {
  const hasThirty = risks.some(({ horizonYears }) => horizonYears === 30);
  const cell = (name: string, years: number) => {
    const risk = risks.find((one) => one.name === name && one.horizonYears === years);
    return risk === undefined ? 'not estimated' : percentOf(risk);
  };
  return table(
    ['Risk of', '10 years', ...(hasThirty ? ['30 years'] : [])],
    outcomes.map((name) => [outcomeTitles[name], cell(name, 10), ...(hasThirty ? [cell(name, 30)] : [])]),
  );
}

function thresholdLine({ when, recommendation, source }: Assessment['thresholds'][number]) {
  return raw(
    markdown`**${when}.** ${recommendation ?? ''}. It speaks of average blood pressure; this is one reading. Source: ${source}.`,
  );
}

function drivers(explanation: Explanation, model: ModelManifest | undefined): string {
  const title = '**What sets the 10-year risk of total cardiovascular disease apart**';
  const words = contributionsInWords(explanation, { inputs: inputWording, maxLines: 6 });
  const reference = model?.referencePatient?.description ?? '';
  const base = percent(1 / (1 + Math.exp(-explanation.base)));
  return paragraphs(title, words, markdown`Reference patient (risk ${base}): ${reference}.`);
}

/** The model's inputs in signature order, with what they were derived from; diastolic pressure for the guideline rows. */
function inputRows({ inputs }: Prediction) {
  const names = Object.keys(inputWording).filter((name) => name in inputs || name === 'dbp' || name === 'bmi');
  return [...names, 'hba1c', 'uacr']
    .filter((name, index, all) => all.indexOf(name) === index)
    .map((feature) => ({ feature, ...wordingOf(feature) }));
}

const wordings: Readonly<
  Record<string, { readonly label: string; readonly unit: string; readonly decimals?: number }>
> = inputWording;
const wordingOf = (name: string) => wordings[name] ?? { label: name, unit: '' };

function notOnFile({ features }: FeatureVector): readonly string[] {
  const absent = (['hba1c', 'uacr'] as const).filter((name) => features[name]?.status === 'absent');
  return [
    ...(absent.length > 0
      ? [`Not used, because not on file or not usable: ${absent.map((name) => inputWording[name].label).join(', ')}.`]
      : []),
    'The Social Deprivation Index of the neighbourhood is not in the record and was not used.',
  ];
}

const years = (days: number) => Math.floor(days / 365);
const readingNotes = [
  `The latest values are used: lipids up to ${years(windows.lipids.days)} years old, HbA1c and urine albumin up to ${years(windows.glycaemia.days)} year, all others up to ${years(windows.bloodPressure.days)} years (site policy).`,
  'No blood-pressure medication, statin or diabetes on the active lists counts as no.',
];
