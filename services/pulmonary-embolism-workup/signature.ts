import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { extremes, references, tables, type Reference } from './coefficients.ts';

/** `<reference>` is the printed score, all inputs known; `<reference>-range` the least and most with what is not known. */
export type Variant = Reference | `${Reference}-range`;
export const variants: readonly Variant[] = references.flatMap((reference) => [
  reference,
  `${reference}-range` as const,
]);

/** The reference of a variant. */
export const referenceOf = (variant: Variant): Reference =>
  references.find((reference) => variant === reference || variant === `${reference}-range`) ?? 'wells-pe';

export const isRange = (variant: Variant): boolean => variant.endsWith('-range');

/** Units, and ranges of the references; of the ranges that they leave open ours are what can be measured. */
const numbers: Readonly<Record<string, { readonly unit: string; readonly range: readonly [number, number] }>> = {
  age: { unit: 'a', range: [18, 120] },
  heart_rate: { unit: '/min', range: [0, 300] },
  spo2: { unit: '%', range: [0, 100] },
};

/** Signature inputs in column order. */
export function inputsOf(variant: Variant): readonly SignatureInput[] {
  const table = tables[referenceOf(variant)];
  const presence = isRange(variant) ? 'optional' : 'required';
  return [
    ...Object.keys(table.numbers).map((name): SignatureInput => {
      const { unit, range } = numbers[name] ?? { unit: '1', range: [0, 0] as const };
      return { name, unit, kind: 'number', range, presence };
    }),
    ...Object.keys(table.items).map((name): SignatureInput => ({ name, unit: '{boolean}', kind: 'boolean', presence })),
  ];
}

/** Signature outputs: the sum and its class, or the least and the most of the sum. */
export function outputsOf(variant: Variant): readonly SignatureOutput[] {
  const table = tables[referenceOf(variant)];
  const inputs = inputsOf(variant).map(({ name }) => name);
  const range = extremes(table);
  const sum = (name: string, column: number): SignatureOutput => ({
    name,
    unit: '{score}',
    kind: 'score',
    inputs,
    column,
    range,
  });
  if (isRange(variant)) return [sum('lowest', 0), sum('highest', 1)];
  const { name, categories } = table.classes;
  return [sum(table.sum, 0), { name, unit: '{category}', kind: 'category', categories, inputs, column: 1 }];
}
