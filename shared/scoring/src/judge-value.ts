import { CardwrightError } from '@cardwright/cds-service';
import type { SignatureOutput } from '@cardwright/cds-service';

/**
 * What a graph's number means for an output: the number, or the word of a category.
 * Error `model-failed` for a probability that is no number from 0 to 1, a number outside the output's declared range, or
 * an unknown category: a defect of the model, never a low risk.
 */
export const judgeValue = (model: string, output: SignatureOutput, raw: number): number | string => {
  const refuse = (what: string): never => {
    throw new CardwrightError('model-failed', `${model}: ${output.name} is ${what}`, { outputs: [output.name] });
  };
  if (output.kind === 'category') return output.categories?.[raw] ?? refuse('none of its categories');
  if (output.kind === 'probability' && !(raw >= 0 && raw <= 1)) return refuse('a probability outside 0 to 1');
  const [low, high] = output.range ?? [-Infinity, Infinity];
  return raw >= low && raw <= high ? raw : refuse('outside its range');
};
