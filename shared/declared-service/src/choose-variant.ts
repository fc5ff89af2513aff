import { CardwrightError, type ModelManifest, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';
import { chooseModel } from './choose-model.ts';
import type { Declared } from './declared.ts';
import { ownOf } from './wording.ts';

/**
 * The variant that a `score` line names, else the first that its inputs suffice for. The inputs are judged by whoever asks.
 * Throws `unknown-model`.
 */
export function chooseVariant(
  { manifest }: Declared,
  { inputs, model, horizon }: ScoreRequest,
  models: Readonly<Record<string, ModelManifest>>,
): ScoreChoice {
  const all = manifest.models.flatMap((variant) => ownOf(models, variant) ?? []);
  const wanted = all.filter(
    ({ variant }) => (model === undefined || variant === model) && (horizon === undefined || variant.includes(horizon)),
  );
  const chosen = chooseModel(wanted, inputs);
  if (chosen === undefined) {
    throw new CardwrightError('unknown-model', `There is no such variant; there are ${manifest.models.join(', ')}.`);
  }
  return { variant: chosen.model.variant, inputs, dropped: chosen.judged.dropped };
}
