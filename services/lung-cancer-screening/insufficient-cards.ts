import type { Card, FeatureVector, InsufficientInput, MissingFeature } from '@cardwright/cds-service';
import { absenceInWords, bullets, card, paragraphs, raw } from '@cardwright/cards';
import { effectInWords } from './odds-in-words.ts';
import { askedFirst } from './population.ts';
import { valueOf } from './read-feature.ts';
import { overrideReasons, source } from './source.ts';
import { lowDoseCtSuggestion, sharedDecision } from './suggestions.ts';
import { uspstfRow } from './thresholds.ts';
import { judgeUspstf } from './uspstf.ts';
import { labelOf } from './wording.ts';

/**
 * One info card that says what is missing and what it would do, and whether the USPSTF criteria, which need less, are met.
 * Silent where it is not known that the patient belongs to the population, and in the year after a low-dose CT.
 */
export function insufficientCards({ vector, context, missing, reasons }: InsufficientInput): readonly Card[] {
  const isUncertain = missing.some(({ feature }) => askedFirst.some((name) => name === feature));
  if (isUncertain || valueOf(vector, 'low_dose_ct') === true) return [];
  // A cancer that cannot be told apart may be one of the lung: then nothing is offered.
  const isMet = judgeUspstf(vector).kind === 'met' && valueOf(vector, 'personal_cancer') !== undefined;
  return [
    card({
      summary: summaryOf(missing, isMet),
      indicator: 'info',
      source,
      detail: paragraphs(
        'No six-year risk (PLCOm2012). Nothing is assumed in place of what is missing:',
        bullets([...missing.map((one) => raw(missingLine(one))), ...unnamed(missing, reasons)]),
        `**USPSTF criteria (2021)**: ${uspstfInWords(vector)}`,
        isMet ? sharedDecision(vector) : '',
        valueOf(vector, 'low_dose_ct') === undefined
          ? 'Whether a low-dose CT was done in the last year could not be read.'
          : '',
      ),
      suggestions: isMet ? [lowDoseCtSuggestion(context, { isRecommended: true })] : [],
      overrideReasons,
    }),
  ];
}

/** Under 140 characters whatever is missing. */
function summaryOf(missing: readonly MissingFeature[], isMet: boolean): string {
  const names = missing.map(({ feature }) => labelOf(feature));
  const count =
    names.length === 0 ? 'an input cannot be used' : `${names.length} input${names.length === 1 ? '' : 's'} missing`;
  if (isMet) return `USPSTF lung cancer screening criteria met; no PLCOm2012 risk (${count})`;
  const named = names.length === 1 || names.length === 2 ? `no usable value for ${names.join(' or ')}` : count;
  return `Lung cancer risk (PLCOm2012) not estimated: ${named}`;
}

function missingLine({ feature, reason }: MissingFeature): string {
  const effect = effectInWords[feature];
  return `${labelOf(feature)}: ${absenceInWords(reason)}${effect === undefined ? '' : ` (${effect})`}`;
}

/** Reasons that no missing feature stands for: out of range, contradictory. */
const unnamed = (missing: readonly MissingFeature[], reasons: readonly string[]): readonly string[] =>
  reasons.slice(missing.length);

function uspstfInWords(vector: FeatureVector): string {
  const verdict = judgeUspstf(vector);
  switch (verdict.kind) {
    case 'met':
      return `met. ${uspstfRow.when}: ${uspstfRow.recommendation ?? ''}. Source: ${uspstfRow.source}.`;
    case 'not-met':
      return `not met (${uspstfRow.when}).`;
    case 'unknown':
      return `not judged: ${verdict.why} (they ask for ${uspstfRow.when}).`;
  }
}
