import type { Feature } from '@cardwright/cds-service';
import { absent } from '../absent.ts';
import type { Sex } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { noPatient } from '../no-patient.ts';

/** https://hl7.org/fhir/us/core/STU7/StructureDefinition-us-core-birthsex.html */
const birthSexUrl = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex';
const birthSexes: Readonly<Record<string, string>> = { F: 'female', M: 'male' };

/**
 * `female` or `male`. With `birth`, a recorded birth sex decides, also when it is unknown; only where none is recorded is
 * the administrative gender read. `other` and `unknown` are `no-value`.
 */
export function extractSex({ from }: Sex, x: Extraction, keys: readonly string[]): Feature {
  const { patient } = x.record;
  if (!patient) return noPatient(x, keys);
  const references = [x.record.referenceOf(patient)];
  const birth = from === 'birth' ? patient.extension?.find(({ url }) => url === birthSexUrl) : undefined;
  const value = birth ? birthSexes[birth.valueCode ?? ''] : patient.gender;
  if (value !== 'female' && value !== 'male')
    return absent('no-value', references, 'the recorded sex is neither female nor male');
  return { status: 'present', value, unit: '{category}', references };
}
