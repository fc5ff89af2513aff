import { valueOf } from '@cardwright/features';
import type { Card, CardInput, MetThreshold, Prediction } from '@cardwright/cds-service';
import { aboutOrders, bullets, card, inputsTable, markdown, paragraphs, raw } from '@cardwright/cards';
import { admittingDrafts } from './admitting-drafts.ts';
import { isPadua } from './assess.ts';
import { bleedingInWords, speaksAgainstHeparin } from './bleeding.ts';
import { capriniCaveats, paduaCaveats } from './caveats.ts';
import { highest, paduaHighRisk } from './coefficients.ts';
import { itemsInWords, openInWords, operationTable } from './items-in-words.ts';
import { assumedCapriniItems } from './open-items.ts';
import { capriniSource, overrideReasons, paduaSource } from './source.ts';
import { suggestionsFor } from './suggestions.ts';
import { capriniHighRisk, capriniRows, paduaRows, rowOf } from './thresholds.ts';
import { numberOf } from './number-of.ts';
import { labelOf, wordingOf } from './wording.ts';

/** One card of the score that is this patient's. Silent where Padua stays below high risk whatever is not known. */
export function cards(input: CardInput): readonly Card[] {
  const [prediction] = input.predictions;
  if (prediction === undefined) return [];
  if (isPadua(prediction) && numberOf(prediction, 'highest_score') < paduaHighRisk) return [];
  const about = aboutOrders(admittingDrafts(input.context));
  const score = numberOf(prediction, 'score');
  const row = rowOf(isPadua(prediction) ? paduaRows : capriniRows, score);
  const isHigh = row?.means === 'anticoagulant' || row?.means === 'both';
  return [
    card({
      summary: summaryOf(input, prediction),
      indicator: isHigh ? 'warning' : 'info',
      source: isPadua(prediction) ? paduaSource : capriniSource,
      detail: paragraphs(
        about.line,
        isPadua(prediction) ? paduaDetail(input, prediction) : capriniDetail(input, prediction),
        paragraphs('**Bleeding: what is on record** (listed, not scored)', bullets(bleedingInWords(input.vector))),
        paragraphs('**Inputs**', inputsTable(input.vector, shownRows(input, prediction), input.site)),
        input.assessment.notes.length > 0 ? paragraphs('**Notes**', bullets(input.assessment.notes)) : '',
        paragraphs('**Limits of the model**', bullets(isPadua(prediction) ? paduaCaveats : capriniCaveats)),
        markdown`Model: ${raw(prediction.model)}; service version ${input.version}.`,
      ),
      suggestions: suggestionsFor(row?.means ?? 'none', speaksAgainstHeparin(input.vector), input.context),
      // Compression and a heparin go together at a high Caprini score.
      selectionBehavior: row?.means === 'both' ? 'any' : undefined,
      overrideReasons,
      extension: about.extension,
    }),
  ];
}

/** Every part has a bounded length, together under 140 characters. */
function summaryOf({ vector }: CardInput, prediction: Prediction): string {
  const score = numberOf(prediction, 'score');
  const isLookedFor = valueOf(vector, 'mechanical_prophylaxis') === false;
  const nothing = isLookedFor ? 'no prophylaxis on record' : 'no anticoagulant on record';
  if (!isPadua(prediction)) {
    const risk = score >= capriniHighRisk ? 'high risk' : `high risk from ${capriniHighRisk}`;
    return `Surgical inpatient: Caprini score at least ${score} without operation and mobility, ${risk}; ${nothing}`;
  }
  const most = numberOf(prediction, 'highest_score');
  const words = most > score ? `at least ${score}` : String(score);
  return score >= paduaHighRisk
    ? `Medical inpatient: Padua score ${words}, high risk of venous thrombosis; ${nothing}`
    : `Medical inpatient: Padua score ${score} to ${most}; high risk from ${paduaHighRisk}, if what is not recorded applies`;
}

function paduaDetail({ assessment: { missing, thresholds } }: CardInput, prediction: Prediction): string {
  const score = numberOf(prediction, 'score');
  return paragraphs(
    markdown`**Padua score: ${score >= paduaHighRisk ? 'at least ' : ''}${score} of ${highest.padua}** (high risk from ${paduaHighRisk}).`,
    thresholds.length > 0 ? bullets(thresholds.map(thresholdLine)) : 'High risk is not reached by what is on record.',
    paragraphs('**What counts**', bullets(itemsInWords(prediction))),
    missing.length > 0 ? paragraphs('**Not known, so not counted**', bullets(missing.map(openInWords))) : '',
  );
}

function capriniDetail({ vector, assessment: { missing, thresholds } }: CardInput, prediction: Prediction): string {
  const assumed = assumedCapriniItems(vector).map((name) => labelOf(name));
  return paragraphs(
    markdown`**Caprini score (2005): at least ${numberOf(prediction, 'score')}**, without the operation and mobility.`,
    thresholds.length > 0
      ? bullets(thresholds.map(thresholdLine))
      : 'No row of the source holds for certain: what is not in the chart decides.',
    operationTable(prediction),
    valueOf(vector, 'operation_this_stay') === true && numberOf(prediction, 'score') > 0
      ? 'An operation of this stay is on record and counts as one within a month; if it is the operation meant here, it is to be counted once.'
      : '',
    paragraphs('**What counts**', bullets(itemsInWords(prediction))),
    missing.length > 0 ? paragraphs('**Could not be read, so not counted**', bullets(missing.map(openInWords))) : '',
    paragraphs('**Not recorded, counted as no** (as the score does)', raw(assumed.join('; ')).markdown),
  );
}

/** The measured values, and the items that are yes; what is no or open stands above. */
function shownRows({ vector }: CardInput, prediction: Prediction) {
  const items = Object.entries(prediction.inputs).flatMap(([name, value]) => (value === true ? [name] : []));
  const parts = isPadua(prediction)
    ? ['metastases', 'trauma', 'operation_last_month'].filter((name) => valueOf(vector, name) === true)
    : ['sex'];
  return ['age', 'bmi', ...items, ...parts].map((feature) => ({ feature, ...wordingOf(feature) }));
}

/** `raw`: the words are ours, and longer than a piece of chart text may be. */
const thresholdLine = ({ when, recommendation = 'no recommendation', source: from }: MetThreshold) =>
  raw(`**${when}**: ${recommendation}. Source: ${from}.`);
