import type { ModelInputs } from '@cardwright/cds-service';
import { ranges } from './signature.ts';
import { optionalInputs, type Model, type OptionalInput } from './variants.ts';

export interface ModelChoice {
  readonly model: Model;
  /** Optional predictors that are there but outside their range: not used. */
  readonly dropped: readonly OptionalInput[];
}

/**
 * The model for the predictors at hand (reference, `modelChoice`): none → base; one → that model; two or more → full.
 * A predictor outside its range is dropped first, so that the choice falls back as in the AHA's own code.
 */
export function chooseModel(inputs: ModelInputs): ModelChoice {
  const given = optionalInputs.filter((name) => (inputs[name] ?? null) !== null);
  const dropped = given.filter((name) => isOutOfRange(name, inputs[name]));
  const [first, ...others] = given.filter((name) => !dropped.includes(name));
  if (first === undefined) return { model: 'base', dropped };
  return { model: others.length > 0 ? 'full' : first, dropped };
}

/** A value of the wrong type is not dropped: the model that it would belong to refuses it by name. */
function isOutOfRange(name: OptionalInput, value: unknown): boolean {
  const [low, high] = ranges[name];
  return typeof value === 'number' && (value < low || value > high);
}
