import type { FeatureValue } from '@cardwright/cds-service';
import { quantity } from './quantity.ts';
import type { NumberFormat } from './quantity.ts';

/** How one feature is named and printed. */
export interface ValueWording extends NumberFormat {
  /** What a clinician calls it: `Systolic pressure`. */
  readonly label: string;
  /** Words for categories and booleans, by value: `{ A: 'alert', true: 'smoker' }`. */
  readonly words?: Readonly<Record<string, string>> | undefined;
}

/** A feature's value as plain text: `150 mmHg`, `yes`, `female`; `not recorded` for `null`. Escape it for Markdown. */
export function valueInWords(
  value: FeatureValue | null,
  unit: string,
  wording: Omit<ValueWording, 'label'> = {},
): string {
  if (value === null) return 'not recorded';
  const word = wording.words?.[String(value)];
  if (word !== undefined) return word;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? quantity(value, unit, wording) : value;
}
