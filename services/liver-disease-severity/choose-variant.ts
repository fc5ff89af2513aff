import { CardwrightError, type ModelInputs, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';
import { variants, type Variant } from './signature.ts';

const byReference: Readonly<Record<string, readonly Variant[]>> = {
  meld: variants.filter((variant) => variant.startsWith('meld')),
  'child-pugh': ['child-pugh'],
  'fib-4': ['fib-4'],
};

/**
 * The variant of one `score` line: the one that `model` names, within the reference that the line asks by (the first,
 * `meld`, when it names none). Without a model: of MELD the newest score whose inputs are there, never one that rests on
 * a single source. Error: `unknown-model`.
 */
export function chooseVariant({ inputs, reference = 'meld', model }: ScoreRequest): ScoreChoice {
  const own = byReference[reference] ?? [];
  const named = model ?? (reference === 'meld' ? byInputs(inputs) : reference);
  const variant = own.find((one) => one === named);
  if (variant === undefined)
    throw new CardwrightError('unknown-model', `The models of ${reference} are ${own.join(', ')}.`);
  return { variant, inputs, dropped: [] };
}

function byInputs(inputs: ModelInputs): Variant {
  const has = (...names: readonly string[]) => names.every((name) => inputs[name] != null);
  if (has('sodium', 'albumin', 'female')) return 'meld-3.0';
  return has('sodium') ? 'meld-na-optn-2016' : 'meld';
}
