import { summaryLimitCharacters, valueInWords } from '@cardwright/cards';
import type { MissingFeature } from '@cardwright/cds-service';
import type { Reading, ScoredParameter } from './reading.ts';

/**
 * `NEWS2 9 (high): respiratory rate 26/min (3), SpO2 90% (3), systolic 98 mmHg (2)…`: score, category, the parameters
 * that drive it as far as they fit, and what is not recorded. Plain text, fewer than 140 characters.
 */
export function summary(reading: Reading, missing: readonly MissingFeature[]): string {
  const head = `NEWS2 ${reading.atLeast ? 'at least ' : ''}${reading.score} (${category(reading)})`;
  const tail = missingInWords(reading, missing);
  const drivers = reading.scored.filter(({ score }) => score > 0).map(driver);
  const room = summaryLimitCharacters - 1 - head.length - tail.length;
  const shown = fitting(drivers, room);
  return `${head}${shown}${tail}`;
}

/** Nothing lies above high; any other category of a lower bound may still rise. */
export function category({ risk, atLeast }: Reading): string {
  const words = risk === 'low-medium' ? 'low–medium' : risk;
  if (!atLeast || risk === 'high') return `${words} risk`;
  return risk === 'low' ? 'risk not yet known' : `at least ${words} risk`;
}

/** `SpO2 90% (3)`; what is a word already (air, on oxygen) goes without its label. */
function driver({ label, value, unit, score, words, decimals }: ScoredParameter): string {
  const text = valueInWords(value, unit, { words, decimals });
  return `${typeof value === 'number' ? `${label} ${text}` : text} (${score})`;
}

/** As many as fit, largest first; an ellipsis says that there are more. */
function fitting(drivers: readonly string[], room: number): string {
  if (drivers.length === 0) return '';
  const all = `: ${drivers.join(', ')}`;
  if (all.length <= room) return all;
  const counts = drivers.map((_, index) => drivers.length - 1 - index);
  const texts = counts.map((count) => `: ${drivers.slice(0, count).join(', ')}…`);
  return texts.find((text, index) => text.length <= room && (counts[index] ?? 0) > 0) ?? '';
}

function missingInWords({ unscored }: Reading, missing: readonly MissingFeature[]): string {
  if (unscored.length === 0) return '';
  const reasons = unscored.map(({ input }) => missing.find(({ feature }) => feature === input)?.reason);
  const unrecorded = reasons.filter((reason) => reason === 'none-recorded').length;
  const what =
    unrecorded === reasons.length ? 'not recorded' : unrecorded === 0 ? 'not usable' : 'not recorded or usable';
  const names = unscored.map(({ label }) => label);
  return unscored.length <= 2 ? `; ${names.join(' and ')} ${what}` : `; ${unscored.length} of 7 parameters ${what}`;
}
