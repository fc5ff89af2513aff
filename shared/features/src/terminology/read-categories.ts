import { CardwrightError } from '@cardwright/cds-service';
import type { Code } from '@cardwright/fhir';
import { parseValueSet } from './parse-value-set.ts';

/**
 * The answers of a file by category, in the order given. Throws `bad-value-set` when the file has other categories than
 * these, or none of one: `readCategories(json, ['current', 'former', 'never'])`.
 */
export function readCategories<const Category extends string>(
  json: unknown,
  categories: readonly Category[],
): Readonly<Record<Category, readonly Code[]>> {
  const { id, codes } = parseValueSet(json);
  const found = new Set(codes.map(({ category }) => category));
  const wanted: readonly string[] = categories;
  if (found.size !== categories.length || [...found].some((category) => !wanted.includes(category ?? '')))
    throw new CardwrightError(
      'bad-value-set',
      `value set "${id}": its categories are ${[...found].join(', ')}, not ${categories.join(', ')}.`,
    );
  const codesOf = (wantedCategory: string): readonly Code[] =>
    codes
      .filter(({ category }) => category === wantedCategory)
      .map(({ system, code, display }) => ({ system, code, ...(display !== undefined && { display }) }));
  return groupBy(categories, codesOf);
}

function groupBy<Category extends string>(
  categories: readonly Category[],
  codesOf: (category: Category) => readonly Code[],
): Readonly<Record<Category, readonly Code[]>>;
function groupBy(
  categories: readonly string[],
  codesOf: (category: string) => readonly Code[],
): Readonly<Record<string, readonly Code[]>> {
  return Object.fromEntries(categories.map((category) => [category, codesOf(category)]));
}
