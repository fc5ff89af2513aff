import { roundHalfUp } from './round-half-up.ts';
import { unitName } from './unit-name.ts';

/** How a number is printed. */
export interface NumberFormat {
  /** Exactly this many decimals. Absent: at most two, trailing zeros dropped; two significant digits below 0.1. */
  readonly decimals?: number | undefined;
}

const singular: Readonly<Record<string, string>> = {
  years: 'year',
  months: 'month',
  weeks: 'week',
  days: 'day',
  hours: 'hour',
  points: 'point',
};

/**
 * A value with its printed unit: `150 mmHg`, `97%`, `88/min`, `1 year`. Rounded half up for display only.
 * Plain text: escape it where it goes into Markdown.
 */
export function quantity(value: number, unit: string, format: NumberFormat = {}): string {
  if (!Number.isFinite(value)) return 'not available';
  const text = numberText(value, format);
  const name = unitName(unit);
  if (name === '') return text;
  if (name === '%' || name.startsWith('/')) return text + name;
  return `${text} ${text === '1' ? (singular[name] ?? name) : name}`;
}

function numberText(value: number, { decimals }: NumberFormat): string {
  if (decimals !== undefined) return roundHalfUp(value, decimals).toFixed(decimals);
  const small = Math.abs(value) < 0.1 && value !== 0;
  return String(small ? Number(value.toPrecision(2)) : roundHalfUp(value, 2));
}
