import { CardwrightError } from '@cardwright/cds-service';
import type { FeatureValue, ModelInputs, ModelManifest, SignatureInput } from '@cardwright/cds-service';

const randomValue = (model: string, input: SignatureInput, random: () => number): FeatureValue | null => {
  if (input.presence === 'optional' && random() < 0.25) return null;
  if (input.kind === 'boolean') return random() < 0.5;
  if (input.kind === 'category') return input.categories?.[Math.floor(random() * input.categories.length)] ?? null;
  if (input.range) return input.range[0] + random() * (input.range[1] - input.range[0]);
  const message = `${model}: interactionOrder cannot be proven, "${input.name}" has no range`;
  throw new CardwrightError('model-invalid', message, { model, input: input.name });
};

/**
 * A patient within the declared ranges and categories; one in four optional inputs is absent. Error `model-invalid` for
 * a number without a range.
 */
export const randomPatient = ({ id, inputs }: ModelManifest, random: () => number): ModelInputs =>
  Object.fromEntries(inputs.map((input) => [input.name, randomValue(id, input, random)]));
