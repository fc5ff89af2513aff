import type { FeatureValue } from '@cardwright/cds-service';
import { unitName, valueInWords, type ContributionWording } from '@cardwright/cards';
import { inputWording, labelOf, valueOf } from './wording.ts';
import { ranges } from './signature.ts';

/** An input that has a range. */
export type RangedInput = keyof typeof ranges;

/** `Systolic blood pressure 186 mmHg is above the model’s range 90–180 mmHg`, without a full stop. */
export function rangeSentence(name: RangedInput, value: FeatureValue): string {
  const [low, high] = ranges[name];
  const side = typeof value === 'number' && value < low ? 'below' : 'above';
  const unit = unitName(inputWording[name].unit);
  const range = unit === '%' ? `${low}–${high}%` : `${low}–${high} ${unit}`.trim();
  return `${labelOf(name)} ${printed(name, value)} is ${side} the model’s range ${range}`;
}

const maxDecimals = 6;

/** As on the rest of the card, with as many decimals more as it takes not to round the value onto the limit it broke. */
function printed(name: RangedInput, value: FeatureValue): string {
  const [low, high] = ranges[name];
  const isInside = (number: number) => number >= low && number <= high;
  if (typeof value !== 'number') return valueOf(name, value);
  const wording: ContributionWording = inputWording[name];
  let decimals = wording.decimals;
  if (decimals === undefined) return valueOf(name, value);
  while (decimals < maxDecimals && isInside(Number(value.toFixed(decimals)))) decimals += 1;
  return valueInWords(value, wording.unit ?? '', { ...wording, decimals });
}

/** True for inputs with a range. */
export const hasRange = (name: string): name is RangedInput => name in ranges;
