import type { ModelInputs } from '@cardwright/cds-service';
import { capriniPoints, mobilityPoints, paduaPoints, surgeryPoints, womenPoints } from './coefficients.ts';
import type { Variant } from './signature.ts';

/** The scores in plain TypeScript, apart from the graphs: a second opinion for golden vectors and tests. */
export function scoreFormula(variant: Variant, inputs: ModelInputs): Readonly<Record<string, number | string>> {
  if (variant === 'padua' || variant === 'padua-lower-bound') return padua(variant, inputs);
  const age = Number(inputs['age']);
  const years = age >= 75 ? 3 : age >= 61 ? 2 : age >= 41 ? 1 : 0;
  const women = variant === 'caprini-2005-lower-bound' || inputs['sex'] === 'female' ? yes(womenPoints, inputs) : 0;
  const surgery = Object.entries(surgeryPoints).find(([name]) => name === inputs['surgery'])?.[1] ?? 0;
  const mobility = Object.entries(mobilityPoints).find(([name]) => name === inputs['mobility'])?.[1] ?? 0;
  return { score: years + surgery + mobility + women + yes(capriniPoints, inputs) };
}

function padua(variant: 'padua' | 'padua-lower-bound', inputs: ModelInputs) {
  const bmi = inputs['bmi'];
  const obese = typeof bmi === 'number' && bmi >= 30 ? 1 : 0;
  const score = yes(paduaPoints, inputs) + (Number(inputs['age']) >= 70 ? 1 : 0) + obese;
  if (variant === 'padua') return { score, high_risk: String(score >= 4) };
  const open = Object.entries(paduaPoints).reduce(
    (sum, [name, points]) => sum + (inputs[name] == null ? points : 0),
    0,
  );
  return { score, highest_score: score + open + (bmi == null ? 1 : 0) };
}

const yes = (points: Readonly<Record<string, number>>, inputs: ModelInputs): number =>
  Object.entries(points).reduce((sum, [name, value]) => sum + (inputs[name] === true ? value : 0), 0);
