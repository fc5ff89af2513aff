import type { ModelInputs } from '@cardwright/cds-service';
import { mgPerGPerMgPerMmol } from './coefficients.ts';

/** The reference also gives the ratio in mg/mmol, under another name: it is converted to mg/g before the graph. */
export function withUacr({ uacr_mg_per_mmol, ...inputs }: ModelInputs): ModelInputs {
  if (typeof uacr_mg_per_mmol !== 'number' || inputs['uacr'] != null) return inputs;
  return { ...inputs, uacr: uacr_mg_per_mmol * mgPerGPerMgPerMmol };
}
