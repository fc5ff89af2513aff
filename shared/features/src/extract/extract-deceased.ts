import type { Feature } from '@cardwright/cds-service';
import { parseFhirTime } from '@cardwright/fhir';
import { absent } from '../absent.ts';
import type { Extraction } from '../extraction.ts';
import { present } from '../negative.ts';
import { noPatient } from '../no-patient.ts';

/** Dead at `asOf`. No `deceased[x]` is false; a date that may lie before or after `asOf` counts as before. */
export function extractDeceased(x: Extraction, keys: readonly string[]): Feature {
  const { patient, zoneOffsetMinutes } = x.record;
  if (!patient) return noPatient(x, keys);
  const references = [x.record.referenceOf(patient)];
  const { deceasedBoolean, deceasedDateTime } = patient;
  if (deceasedDateTime === undefined) return present(deceasedBoolean === true, references);
  const died = parseFhirTime(deceasedDateTime, zoneOffsetMinutes);
  if (!died) return absent('no-value', references, 'the date of death cannot be read');
  const dead = died.start <= x.horizon;
  return present(dead, references, dead ? { effective: deceasedDateTime } : {});
}
