import { valueOf } from '@cardwright/features';
import type { Card, CardInput, MetThreshold, Prediction } from '@cardwright/cds-service';
import { aboutOrders, bullets, card, inputsTable, markdown, paragraphs, percent, raw, table } from '@cardwright/cards';
import { anticoagulantDrafts } from './anticoagulant-drafts.ts';
import { modifiableFactors, unknownInWords } from './bleeding-items.ts';
import { caveats } from './caveats.ts';
import { highest } from './coefficients.ts';
import { isAboutOrders } from './concerns.ts';
import { itemsInWords } from './items-in-words.ts';
import { overrideReasons, source } from './source.ts';
import { creatinineSuggestions } from './suggestions.ts';
import { anticoagulationRow, highBleedingRow } from './thresholds.ts';
import { numberOf } from './number-of.ts';
import { wording } from './wording.ts';

/** The same on every card, so it is built once. */
const limits = paragraphs('**Limits of the model**', bullets(caveats));
const inputRows = Object.entries(wording).map(([feature, words]) => ({ feature, ...words }));

/** One card: both scores side by side, the bleeding factors that can be changed, what is not known. Silent where nothing is to be decided. */
export function cards(input: CardInput): readonly Card[] {
  const { vector, context, assessment, predictions, version, site } = input;
  const factors = modifiableFactors(vector);
  if (!isWorthSaying(input, factors)) return [];
  const { thresholds, notes, missing } = assessment;
  const about = aboutOrders(anticoagulantDrafts(context));
  return [
    card({
      summary: summaryOf(input, factors),
      indicator: isWarning(input) ? 'warning' : 'info',
      source,
      detail: paragraphs(
        about.line,
        scoresTable(predictions, missing.length > 0),
        paragraphs('**What counts**', itemsInWords(predictions)),
        factors.length > 0
          ? paragraphs('**Modifiable bleeding factors**', bullets(factors))
          : 'No modifiable bleeding factor is on record.',
        missing.length > 0
          ? paragraphs(
              `**Not known, so not counted in HAS-BLED** (1 point each if present; at most ${bleedingScore(predictions) + missing.length})`,
              bullets(missing.map((item) => unknownInWords(item))),
            )
          : '',
        thresholds.length > 0
          ? paragraphs('**What guidelines say**', bullets(thresholds.map(thresholdLine)))
          : 'No guideline row is met by these scores.',
        paragraphs('**Inputs**', inputsTable(vector, inputRows, site)),
        notes.length > 0 ? paragraphs('**Notes**', bullets(notes)) : '',
        limits,
        markdown`Models: ${raw(predictions.map(({ model }) => model).join(', '))}; service version ${version}.`,
      ),
      suggestions: creatinineSuggestions(context, missing),
      overrideReasons,
      extension: about.extension,
    }),
  ];
}

const bleedingScore = (predictions: readonly Prediction[]) => numberOf(predictions, 'has-bled-lower-bound', 'score');

/**
 * An order is always answered. On opening the chart: with an anticoagulant only where a bleeding factor can be changed;
 * without one only where a point besides the sex makes anticoagulation a question.
 */
function isWorthSaying({ vector, context, predictions }: CardInput, factors: readonly string[]): boolean {
  if (isAboutOrders(context)) return true;
  if (valueOf(vector, 'oral_anticoagulant') === true) return factors.length > 0;
  return numberOf(predictions, 'cha2ds2-va', 'cha2ds2_va') >= 1;
}

const isUntreated = ({ vector, context }: CardInput): boolean =>
  !isAboutOrders(context) && valueOf(vector, 'oral_anticoagulant') === false;

function isWarning(input: CardInput): boolean {
  const met = input.assessment.thresholds.map(({ id }) => id);
  return met.includes(highBleedingRow) || (isUntreated(input) && met.includes(anticoagulationRow));
}

/** Every part has a bounded length, together under 140 characters. */
function summaryOf(input: CardInput, factors: readonly string[]): string {
  const { predictions, assessment } = input;
  const stroke = numberOf(predictions, 'cha2ds2-vasc', 'score');
  const lip = rate(numberOf(predictions, 'cha2ds2-vasc', 'annual_stroke_rate_lip_2010'));
  const bound = assessment.missing.length > 0 ? 'at least ' : '';
  const scores = `Atrial fibrillation: CHA2DS2-VASc ${stroke} (stroke ${lip} a year untreated, Lip 2010), HAS-BLED ${bound}${bleedingScore(predictions)}`;
  if (isUntreated(input)) return `${scores}; no oral anticoagulant on record`;
  return factors.length === 0 ? scores : `${scores}; modifiable bleeding factors: ${factors.length}`;
}

function scoresTable(predictions: readonly Prediction[], isPartial: boolean): string {
  const of = (output: string) => numberOf(predictions, 'cha2ds2-vasc', output);
  return table(
    ['', 'Score', 'Published annual rate without anticoagulant'],
    [
      [
        'Stroke: CHA2DS2-VASc',
        `${of('score')} of ${highest.cha2ds2Vasc}`,
        `Stroke ${rate(of('annual_stroke_rate_lip_2010'))} (Lip 2010); ischemic stroke ${rate(of('annual_ischemic_stroke_friberg_2012'))}, with TIA and embolism ${rate(of('annual_stroke_tia_te_friberg_2012'))} (Friberg 2012)`,
      ],
      [
        'Stroke: CHA2DS2-VA (without sex)',
        `${numberOf(predictions, 'cha2ds2-va', 'cha2ds2_va')} of ${highest.cha2ds2Va}`,
        '—',
      ],
      ['Bleeding: HAS-BLED', `${isPartial ? 'at least ' : ''}${bleedingScore(predictions)} of ${highest.hasBled}`, '—'],
    ],
  );
}

/** The tables print 0% at score 0, and so does the card. */
const rate = (fraction: number): string => (fraction === 0 ? '0%' : percent(fraction));

/** `raw`: the words are ours, and longer than a piece of chart text may be. */
const thresholdLine = ({ when, recommendation = 'no recommendation', source: from }: MetThreshold) =>
  raw(`**${when}**: ${recommendation}. Source: ${from}.`);
