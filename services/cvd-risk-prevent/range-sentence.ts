import type { FeatureValue } from '@cardwright/cds-service';
import { unitName } from '@cardwright/cards';
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
  return `${labelOf(name)} ${valueOf(name, value)} is ${side} the model’s range ${range}`;
}

/** True for inputs with a range. */
export const hasRange = (name: string): name is RangedInput => name in ranges;
