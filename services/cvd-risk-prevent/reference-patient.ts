import type { ModelManifest } from '@cardwright/cds-service';
import { optionalInputsOf, type Model } from './variants.ts';

/** mmol/L per mg/dL, exactly as in the published equations. */
const mmolPerMgDl = 0.02586;

/**
 * The patient that contributions are measured against: the point on which the formula is centred (every term but the
 * intercept is zero), with the patient's own sex. HbA1c 5.3 % is the formula's own centre; for UACR it is ln(UACR) = 0,
 * for the Social Deprivation Index the lowest group.
 */
export function referencePatient(model: Model): NonNullable<ModelManifest['referencePatient']> {
  const optional = { hba1c: 5.3, uacr: 1, sdi: 1 } as const;
  const words = { hba1c: 'HbA1c 5.3%', uacr: 'UACR 1 mg/g', sdi: 'Social Deprivation Index decile 1 to 3' } as const;
  const used = optionalInputsOf[model];
  return {
    description: [
      'the point the formula is centred on, with the patient’s own sex: age 55, non-HDL cholesterol 3.5 mmol/L (135 mg/dL), HDL cholesterol 1.3 mmol/L (50 mg/dL), systolic pressure 130 mmHg, eGFR 90 mL/min/1.73 m², BMI 25 kg/m², no diabetes, no smoking, no blood-pressure medication, no statin',
      ...used.map((name) => words[name]),
    ].join(', '),
    inputs: {
      age: 55,
      sex: 'female',
      sbp: 130,
      bp_tx: false,
      total_c: (3.5 + 1.3) / mmolPerMgDl,
      hdl_c: 1.3 / mmolPerMgDl,
      statin: false,
      dm: false,
      smoking: false,
      egfr: 90,
      bmi: 25,
      ...Object.fromEntries(used.map((name) => [name, optional[name]])),
    },
    own: ['sex'],
  };
}
