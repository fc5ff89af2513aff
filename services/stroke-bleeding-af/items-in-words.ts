import type { Prediction } from '@cardwright/cds-service';
import { bullets, raw, valueInWords } from '@cardwright/cards';
import { labelOf, wording } from './wording.ts';

const names: Readonly<Record<string, string>> = {
  'cha2ds2-vasc': 'CHA2DS2-VASc',
  'has-bled-lower-bound': 'HAS-BLED',
};

/** The points of each score, item by item, as the model gave them: against the reference patient, who has none. */
export function itemsInWords(predictions: readonly Prediction[]): string {
  return bullets(
    predictions.flatMap(({ variant, explanations }) => {
      const name = names[variant];
      const explanation = explanations.find(({ output }) => output === 'score');
      if (name === undefined || explanation === undefined) return [];
      const counted = explanation.contributions.filter(({ contribution }) => contribution !== 0);
      const items = counted.map(({ input, value, contribution }) => `${itemLabel(input, value)} (${contribution})`);
      // `raw`: labels of ours and values of the model, longer together than a piece of chart text may be.
      return [raw(`${name}: ${items.length > 0 ? items.join(', ') : 'no item'}`)];
    }),
  );
}

/** A number or category with its value (`Age 76 years`), a yes by its name alone. */
function itemLabel(input: string, value: Parameters<typeof valueInWords>[0]): string {
  const words = wording[input];
  const label = labelOf(input);
  return typeof value === 'boolean' ? label : `${label} ${valueInWords(value, words?.unit ?? '', words)}`;
}
