import type { HookContext } from '@cardwright/cds-service';
import { questionsOf } from './questions.ts';

/** Only orders of CT pulmonary angiography, D-dimer or leg vein ultrasound. */
export const concerns = (context: HookContext): boolean => questionsOf(context).length > 0;
