import { CardwrightError, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';
import { inputsFor } from './inputs-for.ts';
import { capriniVariants, paduaVariants, type Variant } from './signature.ts';

const byReference: Readonly<Record<string, readonly [Variant, ...Variant[]]>> = {
  'padua-vte': paduaVariants,
  'caprini-vte': capriniVariants,
};

/**
 * The variant of one `score` line: the one that `model` names, within the reference that the line asks by (`padua-vte` when it
 * names none). Without a model the whole score of that reference; a lower bound only by name. Error: `unknown-model`.
 */
export function chooseVariant({ inputs, reference = 'padua-vte', model }: ScoreRequest): ScoreChoice {
  const variants = byReference[reference] ?? [];
  const variant = variants.find((name, index) => (model === undefined ? index === 0 : name === model));
  if (variant === undefined)
    throw new CardwrightError('unknown-model', `The models of ${reference} are ${variants.join(', ')}.`);
  return { variant, inputs: inputsFor(variant, inputs), dropped: [] };
}
