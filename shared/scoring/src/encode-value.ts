import type { FeatureValue, SignatureInput } from '@cardwright/cds-service';

/**
 * The number that stands for a value in the model's matrix: a number as is, a boolean as 0 or 1, a category as its
 * index, absent (`null`, `undefined`) as NaN. `undefined` when the value does not fit the input's kind; a NaN or an
 * infinite number does not fit, because absence has only one spelling.
 */
export const encodeValue = (input: SignatureInput, value: FeatureValue | null | undefined): number | undefined => {
  if (value === null || value === undefined) return NaN;
  if (input.kind === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  if (input.kind === 'boolean') return typeof value === 'boolean' ? Number(value) : undefined;
  const index = typeof value === 'string' ? (input.categories?.indexOf(value) ?? -1) : -1;
  return index >= 0 ? index : undefined;
};
