import { isRecord } from './is-record.ts';

const parts = ['text', 'family', 'given', 'prefix', 'suffix'] as const;

/** Searchable words of a string or a HumanName, folded: lower case, accents dropped. Source: https://hl7.org/fhir/R4/search.html#string. */
export function stringValues(element: unknown): readonly string[] {
  if (typeof element === 'string') return [foldString(element)];
  if (!isRecord(element)) return [];
  return parts.flatMap((part) => {
    const value = element[part];
    return Array.isArray(value) ? value.flatMap(stringValues) : stringValues(value);
  });
}

/** Case and accents do not count in a string search. */
export const foldString = (value: string): string =>
  value
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
