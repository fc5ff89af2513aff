import type { AllergyIntolerance } from '@medplum/fhirtypes';
import { codeIn } from './code-in.ts';

/** https://hl7.org/fhir/R4/valueset-allergyintolerance-verification.html; `unconfirmed` and `presumed` count. */
const refused: ReadonlySet<string> = new Set(['refuted', 'entered-in-error']);

/** True when the patient has or had the allergy or intolerance, whatever its clinical status. */
export function isEverAllergy(allergy: Pick<AllergyIntolerance, 'verificationStatus'>): boolean {
  return !codeIn(allergy.verificationStatus, refused);
}
