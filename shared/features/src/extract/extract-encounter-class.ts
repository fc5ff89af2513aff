import type { Feature } from '@cardwright/cds-service';
import { canonicalSystem } from '@cardwright/fhir';
import { absent } from '../absent.ts';
import { codeSystems } from '../code-systems.ts';
import type { Extraction } from '../extraction.ts';
import { currentEncounter, noEncounter } from './current-encounter.ts';

/** The v3-ActCode class of the current encounter. */
export function extractEncounterClass(x: Extraction, keys: readonly string[]): Feature {
  const encounter = currentEncounter(x);
  if (!encounter) return noEncounter(x, keys);
  const references = [x.record.referenceOf(encounter)];
  const { class: coding, period } = encounter;
  const isActCode = coding?.system !== undefined && canonicalSystem(coding.system) === codeSystems.actCode;
  if (!isActCode || coding.code === undefined)
    return absent('no-value', references, 'the class of the encounter is not a v3-ActCode');
  return {
    status: 'present',
    value: coding.code,
    unit: '{category}',
    ...(period?.start !== undefined && { effective: period.start }),
    references,
  };
}
