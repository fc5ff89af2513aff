import type { Assessment, Card, CardInput, Explanation, ModelManifest, Prediction } from '@cardwright/cds-service';
import {
  bullets,
  card,
  contributionsInWords,
  inputsTable,
  markdown,
  paragraphs,
  percent,
  raw,
} from '@cardwright/cards';
import { stage1AtRisk } from './blood-pressure-thresholds.ts';
import { cardSource } from './card-source.ts';
import { caveats } from './caveats.ts';
import { readingNotes } from './reading-notes.ts';
import { risksTable } from './risks-table.ts';
import { siUnits } from './si-units.ts';
import { summary } from './summary.ts';
import { inputWording } from './wording.ts';

/** The same on every card, so it is built once. */
const limits = paragraphs('**Limits of the model**', bullets(caveats));

/** One card: the risks, what sets them apart from the reference patient, the inputs, and what was not used and why. */
export function cards({ vector, assessment, predictions, models, version, site }: CardInput): readonly Card[] {
  const tenYears = predictions.find(({ variant }) => variant.endsWith('-10yr'));
  if (tenYears === undefined) return [];
  const explanation = tenYears.explanations.find(({ output }) => output === 'total_cvd');
  return [
    card({
      summary: summary(assessment, vector),
      indicator: assessment.thresholds.some(({ id }) => id === stage1AtRisk) ? 'warning' : 'info',
      source: cardSource,
      detail: paragraphs(
        risksTable(assessment.risks),
        bullets(assessment.thresholds.map(thresholdLine)),
        explanation && drivers(explanation, models[tenYears.variant]),
        paragraphs('**Inputs**', inputsTable(vector, inputRows(tenYears), site)),
        paragraphs('**Notes**', bullets([...assessment.notes, ...readingNotes(vector, site)])),
        limits,
        markdown`Models: ${raw(predictions.map(({ model }) => model).join(', '))}; service version ${version}.`,
      ),
    }),
  ];
}

function thresholdLine({ when, recommendation, source }: Assessment['thresholds'][number]) {
  return raw(
    markdown`**${when}.** ${recommendation ?? ''}. It speaks of average blood pressure; this is one reading. The unrounded risk is compared. Source: ${source}.`,
  );
}

function drivers(explanation: Explanation, model: ModelManifest | undefined): string {
  const reference = percent(1 / (1 + Math.exp(-explanation.base)));
  return paragraphs(
    '**What sets the 10-year risk of total cardiovascular disease apart**',
    contributionsInWords(explanation, { inputs: inputWording, maxLines: 6 }),
    `Reference patient (risk ${reference}): ${model?.referencePatient?.description ?? 'not described'}.`,
  );
}

/** Every row that a card can have, in order. */
const allRows = Object.entries(inputWording).map(([feature, wording]) => ({
  feature,
  ...wording,
  si: siUnits[feature],
}));

/** The model's inputs, the diastolic pressure of the guideline rows, and the optional predictors even when absent. */
const inputRows = ({ inputs }: Prediction) =>
  allRows.filter(({ feature }) => feature in inputs || ['dbp', 'hba1c', 'uacr'].includes(feature));
