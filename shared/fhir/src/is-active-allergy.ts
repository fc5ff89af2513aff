import type { AllergyIntolerance } from '@medplum/fhirtypes';
import { codeIn } from './code-in.ts';
import { isEverAllergy } from './is-ever-allergy.ts';

/** https://hl7.org/fhir/R4/valueset-allergyintolerance-clinical.html */
const over: ReadonlySet<string> = new Set(['inactive', 'resolved']);

/** True when the patient has it now, as far as the statuses say. Without a clinical status it counts: the safe reading. */
export function isActiveAllergy(allergy: AllergyIntolerance): boolean {
  return isEverAllergy(allergy) && !codeIn(allergy.clinicalStatus, over);
}
