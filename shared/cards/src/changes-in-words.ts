import type { ChangesSince } from '@cardwright/cds-service';
import { markdown, raw } from './markdown.ts';
import { percent } from './percent.ts';
import { quantity } from './quantity.ts';
import { valueInWords } from './value-in-words.ts';
import { when } from './when.ts';

/** More inputs than these are counted. */
const maxInputs = 4;

/**
 * What changed since the last evaluation, as one line of Markdown: `**Since 13:50 (UTC), 10 min ago:** NEWS2 score 5 → 7 points.
 * Changed: heart rate 95 → 115/min.` `asOf` is the instant of the card.
 */
export function changesInWords(
  { asOf: earlier, risks, inputs }: ChangesSince,
  asOf: string,
  zoneOffsetMinutesAt?: (instant: string) => number,
): string {
  const numbers = risks.map(({ title, before, now, unit }) => `${title} ${fromTo(before, now, unit)}`).join('; ');
  const named = inputs.slice(0, maxInputs).map(({ feature, before, now, unit }) => {
    return `${feature.replaceAll('_', ' ')} ${fromTo(before, now, unit)}`;
  });
  const more = inputs.length > maxInputs ? [`and ${inputs.length - maxInputs} more`] : [];
  const changed = named.length === 0 ? '' : ` Changed: ${[...named, ...more].join('; ')}.`;
  return markdown`**Since ${raw(when(earlier, asOf, zoneOffsetMinutesAt))}:** ${numbers}.${changed}`;
}

/** The unit once, where both are numbers: `5 → 7 points`. */
function fromTo(before: Value, now: Value, unit: string): string {
  if (typeof before === 'number' && typeof now === 'number') {
    if (isProbability(before, unit) && isProbability(now, unit)) return `${percent(before)} → ${percent(now)}`;
    return `${quantity(before, '1')} → ${quantity(now, unit)}`;
  }
  return `${valueInWords(before ?? null, unit)} → ${valueInWords(now ?? null, unit)}`;
}

type Value = number | string | boolean | undefined;

const isProbability = (value: number, unit: string): boolean => unit === '1' && value >= 0 && value <= 1;
