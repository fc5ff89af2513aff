import type { Code } from '@cardwright/fhir';
import { codeSystems } from '../code-systems.ts';

/** A LOINC code. */
export const loinc = (code: string, display: string): Code => ({ system: codeSystems.loinc, code, display });

/** A SNOMED CT code. */
export const snomed = (code: string, display: string): Code => ({ system: codeSystems.snomed, code, display });
