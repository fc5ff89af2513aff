import type { Feature } from '@cardwright/cds-service';
import { absent } from '../absent.ts';
import type { LengthOfStay } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { currentEncounter, noEncounter } from './current-encounter.ts';
import { encounterStart } from './encounter-start.ts';
import { hospitalStay } from './hospital-stay.ts';

const msPer = { h: 3_600_000, d: 86_400_000 } as const;

/** From the start to `asOf`, never below 0: a sender's clock may run ahead. The end of the encounter is not looked at. */
export function extractLengthOfStay(declaration: LengthOfStay, x: Extraction, keys: readonly string[]): Feature {
  const encounter = declaration.since === 'admission' ? hospitalStay(x) : currentEncounter(x);
  if (!encounter) return noEncounter(x, keys);
  const references = [x.record.referenceOf(encounter)];
  const start = encounterStart(encounter, x);
  if (start === undefined) return absent('no-value', references, 'the encounter has no start');
  const effective = encounter.period?.start;
  return {
    status: 'present',
    value: Math.max(0, x.asOf - start) / msPer[declaration.in],
    unit: declaration.in,
    ...(effective !== undefined && { effective }),
    references,
    derivation: 'from the start to the moment of the call',
  };
}
