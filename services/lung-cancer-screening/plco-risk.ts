import type { ModelInputs } from '@cardwright/cds-service';
import { centred, intensity, intercept, present, raceTerms, type Race } from './coefficients.ts';

/** The published formula in plain TypeScript, apart from the graph: golden vectors of our own, and a second opinion on it. */
export function plcoRisk(inputs: ModelInputs): number {
  const of = (name: string) => Number(inputs[name]);
  const numbers = Object.entries(centred).map(([name, { coefficient, centre }]) => coefficient * (of(name) - centre));
  const flags = Object.entries(present).map(([name, coefficient]) => (inputs[name] === true ? coefficient : 0));
  const cigarettes = intensity.coefficient * ((of('cigarettes_per_day') / 10) ** -1 - intensity.centre);
  const logOdds = [...numbers, ...flags, cigarettes, raceTerm(inputs['race'])].reduce((a, b) => a + b, intercept);
  return 1 / (1 + Math.exp(-logOdds));
}

/** NaN for what is no category of the model. */
function raceTerm(race: ModelInputs[string] | undefined): number {
  return typeof race === 'string' && isRace(race) ? raceTerms[race] : NaN;
}

const isRace = (text: string): text is Race => Object.hasOwn(raceTerms, text);
