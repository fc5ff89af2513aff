/** UCUM to what clinicians print. Units that are not here go through the general rules below. */
const names: Readonly<Record<string, string>> = {
  'mm[Hg]': 'mmHg',
  'mL/min/{1.73_m2}': 'mL/min/1.73 m²',
  Cel: '°C',
  '[degF]': '°F',
  '[lb_av]': 'lb',
  '[in_i]': 'in',
  a: 'years',
  mo: 'months',
  wk: 'weeks',
  d: 'days',
  h: 'hours',
  'mg/wk': 'mg/week',
  'mg/d': 'mg/day',
  '{score}': 'points',
};
const bare = new Set(['', '1', '{boolean}', '{category}', '{ratio}']);

/** The printed name of a UCUM unit, without HTML or Markdown; empty for a bare number. */
export function unitName(unit: string): string {
  if (bare.has(unit)) return '';
  return names[unit] ?? remembered(unit);
}

/** Charts bring units of their own, so what is remembered has an end. */
const maxRemembered = 500;
const known = new Map<string, string>();

function remembered(unit: string): string {
  const found = known.get(unit);
  if (found !== undefined) return found;
  const name = generalName(unit);
  if (known.size < maxRemembered) known.set(unit, name);
  return name;
}

function generalName(unit: string): string {
  return unit
    .replace(/^10\*(\d+)/, (_, power: string) => `×10${superscript(power)}`)
    .replace(/\bu(?=(?:mol|g|L)\b)/g, 'µ')
    .replace(/\bm([23])\b/g, (_, power: string) => `m${superscript(power)}`)
    .replace(/\[([A-Za-z]+)\]/g, '$1')
    .replace(/\{[^}]*\}/g, '');
}

const superscript = (digits: string): string => [...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '').join('');
