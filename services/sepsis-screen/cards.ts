import { bullets, card, escapeMarkdown, markdown, paragraphs, raw } from '@cardwright/cards';
import type { Card, CardInput, MetThreshold } from '@cardwright/cds-service';
import { bedsideGaps } from './bedside-gaps.ts';
import { caveats } from './caveats.ts';
import { criteriaTable } from './criteria-table.ts';
import { infectionInWords } from './infection-in-words.ts';
import { readPredictions, type Reading } from './reading.ts';
import { overrideReasons, source } from './source.ts';
import { suggestionsFor } from './suggestions.ts';
import { summaryOf } from './summary.ts';
import { shownScores } from './wording.ts';

/**
 * One card. With a suspected infection: a warning with drafts where SIRS or SOFA reaches 2; info where only qSOFA does, where
 * the SOFA baseline is not known, or where SIRS and qSOFA are not whole. Without one: info where two of the three scores
 * reach 2. Else silence.
 */
export function cards({ vector, context, assessment, predictions, version, site }: CardInput): readonly Card[] {
  const reading = readPredictions(vector, predictions);
  const gaps = bedsideGaps(assessment.missing);
  if (!isWorthSaying(reading, gaps.length > 0)) return [];
  return [
    card({
      summary: summaryOf(reading, gaps),
      indicator: reading.isPossibleSepsis ? 'warning' : 'info',
      source,
      detail: paragraphs(
        `**Suspected infection:** ${whole(infectionInWords(vector, reading, site))}`,
        ...shownScores.map((score) => criteriaTable(vector, reading.scores[score], site)),
        assessment.thresholds.length > 0 ? bullets(assessment.thresholds.map(thresholdLine)) : question(reading),
        paragraphs('**Notes**', bullets(assessment.notes.map((note) => raw(whole(note))))),
        paragraphs('**Limits**', bullets(caveats.map((caveat) => raw(whole(caveat))))),
        markdown`Models: ${raw(shownScores.map((score) => reading.scores[score].model).join(', '))}; service version ${version}.`,
      ),
      suggestions: reading.isPossibleSepsis ? suggestionsFor(vector, context) : [],
      selectionBehavior: 'any',
      overrideReasons,
    }),
  ];
}

function isWorthSaying({ scores, isSuspected }: Reading, hasGaps: boolean): boolean {
  const positive = shownScores.filter((score) => scores[score].isPositive).length;
  return isSuspected ? positive > 0 || hasGaps : positive >= 2;
}

/** Nobody’s threshold is met, and the card says so. */
const question = ({ isSuspected }: Reading): string =>
  isSuspected
    ? 'No published threshold for sepsis is met by what is charted.'
    : 'The criteria mean sepsis only with an infection: is one suspected? Nothing is suggested without it.';

/** `raw`: the words are ours, and longer than a piece of chart text may be. */
const thresholdLine = ({ when, recommendation, source: from }: MetThreshold) =>
  raw(`**${when}.** ${recommendation === undefined ? '' : `${recommendation}. `}Source: ${from}.`);

/** A sentence in full, escaped: it may hold dates and references of the chart. */
const whole = (sentence: string): string => escapeMarkdown(sentence, sentence.length);
