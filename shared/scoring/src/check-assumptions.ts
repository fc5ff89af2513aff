import { CardwrightError } from '@cardwright/cds-service';
import type { ModelManifest, SignatureInput } from '@cardwright/cds-service';
import { encodeValue } from './encode-value.ts';

const fits = (input: SignatureInput, value: unknown): boolean => {
  const known = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
  return known && encodeValue(input, value) !== undefined;
};

const defectOf = (input: SignatureInput, inputs: readonly SignatureInput[]): string | undefined => {
  const { imputation, whenMissing, presence, missingIndicatorOf, kind } = input;
  if (missingIndicatorOf !== undefined) {
    const other = inputs.some(({ name }) => name === missingIndicatorOf && name !== input.name);
    if (!other || kind !== 'boolean') return 'is no boolean that indicates the absence of another input';
  }
  if (imputation === undefined && whenMissing === undefined) return undefined;
  if (presence !== 'optional') return 'is not optional, so nothing may be assumed where it is absent';
  if (imputation !== undefined && !fits(input, imputation.value)) return 'has an imputation that it does not accept';
  if (whenMissing === undefined) return undefined;
  if ('values' in whenMissing) {
    const usable = whenMissing.values.length > 0 && whenMissing.values.every((value) => fits(input, value));
    return usable ? undefined : 'has plausible values that it does not accept';
  }
  const [low, high] = whenMissing.range;
  return kind === 'number' && low < high && fits(input, low) && fits(input, high)
    ? undefined
    : 'needs a plausible range from a lower to a higher number';
};

/** Checks what the manifest assumes of absent inputs. Error `model-invalid` that names the input. */
export const checkAssumptions = ({ id, inputs }: ModelManifest): void => {
  for (const input of inputs) {
    const defect = defectOf(input, inputs);
    if (defect !== undefined) {
      throw new CardwrightError('model-invalid', `${id}: input "${input.name}" ${defect}`, { model: id });
    }
  }
};
