import type { Card, CardInput, FeatureVector, MetThreshold, Prediction } from '@cardwright/cds-service';
import {
  bullets,
  card,
  contributionsInWords,
  inputsTable,
  markdown,
  paragraphs,
  raw,
  type InputRow,
} from '@cardwright/cards';
import { caveats } from './caveats.ts';
import { raceParagraph } from './race-in-words.ts';
import { valueOf } from './read-feature.ts';
import { riskIn, riskInWords } from './risk-in-words.ts';
import { smokesNow } from './smoking.ts';
import { overrideReasons, source } from './source.ts';
import { lowDoseCtSuggestion, sharedDecision } from './suggestions.ts';
import { riskRow, uspstfRow } from './thresholds.ts';
import { judgeUspstf } from './uspstf.ts';
import { inputWording, wording } from './wording.ts';

/** The same on every card, so it is built once. */
const limits = paragraphs('**Limits of the model**', bullets(caveats.map(raw)));

/** One card: the risk, the thresholds met, what race does, what moved it, and the inputs. None in the year after a low-dose CT. */
export function cards({ vector, context, assessment, predictions, models, version, site }: CardInput): readonly Card[] {
  if (valueOf(vector, 'low_dose_ct') === true) return [];
  const { thresholds, notes } = assessment;
  const [own, asWhite] = predictions;
  const isMet = thresholds.length > 0;
  return [
    card({
      summary: summaryOf(vector, riskIn(own), thresholds),
      indicator: isMet ? 'warning' : 'info',
      source,
      detail: paragraphs(
        isMet
          ? bullets(thresholds.map(thresholdLine))
          : 'Neither the risk threshold of 1.51% nor the USPSTF criteria (2021) are known to be met.',
        isMet ? sharedDecision(vector) : '',
        raceParagraph(own, asWhite),
        drivers(own, models),
        paragraphs('**Inputs**', inputsTable(withoutDerivation(vector), rowsFor(vector), site)),
        notes.length > 0 ? paragraphs('**Notes**', bullets(notes)) : '',
        limits,
        markdown`Model: ${own?.model ?? ''}; service version ${version}.`,
      ),
      suggestions: isMet ? [lowDoseCtSuggestion(context, { isRecommended: isAmong(uspstfRow, thresholds) })] : [],
      overrideReasons,
    }),
  ];
}

/** Every part has a bounded length, together under 140 characters. */
function summaryOf(vector: FeatureVector, risk: number, thresholds: readonly MetThreshold[]): string {
  const isAbove = isAmong(riskRow, thresholds);
  const uspstf = { met: 'USPSTF criteria met', 'not-met': 'USPSTF criteria not met', unknown: 'USPSTF not judged' };
  return `6-year lung cancer risk ${riskInWords(risk)} (PLCOm2012): ${isAbove ? 'screening threshold 1.51% met' : 'below the threshold of 1.51%'}; ${uspstf[judgeUspstf(vector).kind]}`;
}

const isAmong = ({ id }: MetThreshold, thresholds: readonly MetThreshold[]): boolean =>
  thresholds.some((one) => one.id === id);

/** `raw`: the words are ours, and longer than a piece of chart text may be. */
const thresholdLine = ({ when, recommendation = 'no recommendation', source: from }: MetThreshold) =>
  raw(`**${when}**: ${recommendation}. Source: ${from}.`);

/** Years since quitting concern who has quit; pack-years are shown where they are charted. */
function rowsFor(vector: FeatureVector): readonly InputRow[] {
  const hidden = [
    ...(smokesNow(vector) ? ['quit_years'] : []),
    ...['pack_years', 'cigarettes_per_day'].filter((name) => valueOf(vector, name) === undefined),
  ];
  return Object.entries(wording)
    .filter(([feature]) => !hidden.includes(feature))
    .map(([feature, words]) => ({ feature, ...words }));
}

/** Which of two terminologies a yes came from is no news to the reader. */
function withoutDerivation(vector: FeatureVector): FeatureVector {
  const entries = Object.entries(vector.features).map(([name, feature]): [string, typeof feature] => {
    if (feature.status !== 'present' || typeof feature.value !== 'boolean') return [name, feature];
    const { derivation: _derivation, ...rest } = feature;
    return [name, rest];
  });
  return { ...vector, features: Object.fromEntries(entries) };
}

function drivers(prediction: Prediction | undefined, models: CardInput['models']): string {
  const explanation = prediction?.explanations.find(({ output }) => output === 'risk_6yr');
  if (prediction === undefined || explanation === undefined) return '';
  const reference = riskInWords(1 / (1 + Math.exp(-explanation.base)));
  return paragraphs(
    '**What sets the risk apart**',
    contributionsInWords(explanation, { inputs: inputWording }),
    `Reference patient (risk ${reference}): ${models[prediction.variant]?.referencePatient?.description ?? 'not described'}.`,
  );
}
