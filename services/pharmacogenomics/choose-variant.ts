import { CardwrightError, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';

const variants: readonly string[] = ['diplotype-to-phenotype', 'recommendation'];

/** The table that `model` names; without a model the one that the inputs are of. Error: `unknown-model`. */
export function chooseVariant({ inputs, model }: ScoreRequest): ScoreChoice {
  const variant = model ?? ('drug' in inputs ? 'recommendation' : 'diplotype-to-phenotype');
  if (!variants.includes(variant)) throw new CardwrightError('unknown-model', `The tables are ${variants.join(', ')}.`);
  return { variant, inputs, dropped: [] };
}
