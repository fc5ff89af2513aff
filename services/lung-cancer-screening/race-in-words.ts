import type { Prediction } from '@cardwright/cds-service';
import { races } from './coefficients.ts';
import { raceInWords } from './odds-in-words.ts';
import { riskIn, riskInWords } from './risk-in-words.ts';
import { riskThreshold } from './thresholds.ts';
import { raceNames } from './wording.ts';

/** That race is an input, what its term does, and what the risk is with the term of White, when that is another. */
export function raceParagraph(own: Prediction | undefined, asWhite: Prediction | undefined): string {
  const race = races.find((name) => name === own?.inputs['race']);
  if (race === undefined) return '';
  const start = `**Race is an input of this equation.** Recorded: ${raceNames[race]}`;
  if (race === 'white') return `${start}, against which the terms of the others are measured.`;
  if (asWhite === undefined) return `${start}; its term is that of White.`;
  const [ownRisk, whiteRisk] = [riskIn(own), riskIn(asWhite)];
  const decides = ownRisk >= riskThreshold !== whiteRisk >= riskThreshold;
  const side = whiteRisk >= riskThreshold ? 'at or above' : 'below';
  return `${start}; its term multiplies the odds by ${raceInWords(race)} against White. With the term of White the risk would be ${riskInWords(whiteRisk)}${decides ? `, ${side} the threshold: **the race term decides here**` : ''}.`;
}
