import type { ModelManifest } from '@cardwright/cds-service';
import type { KfreVariant } from './signature.ts';

type ReferencePatient = NonNullable<ModelManifest['referencePatient']>;

/** exp(5.137): the centre of ln(UACR) in mg/g. */
const centreUacr = Math.exp(5.137);
const core = { age: 70.36, sex: 'female', egfr: 36.11, uacr: centreUacr, region: 'na' } as const;
const words =
  'the point the equation is centred on, with the patient’s own sex: age 70, eGFR 36 mL/min/1.73 m², UACR 170 mg/g';

/** The patient that contributions are measured against: the centre of the equation, with own sex and calibration. */
export const referencePatients: Readonly<Record<KfreVariant, ReferencePatient>> = {
  'kfre-4var': { description: words, inputs: core, own: ['sex', 'region'] },
  'kfre-6var': {
    description: `${words}, diabetes and hypertension`,
    inputs: { ...core, dm: true, htn: true },
    own: ['sex', 'region'],
  },
  'kfre-8var': {
    description: `${words}, albumin 4.0 g/dL, phosphate 3.9 mg/dL, bicarbonate 25.6 mmol/L, calcium 9.4 mg/dL`,
    inputs: { ...core, albumin: 3.997, phosphate: 3.916, bicarbonate: 25.57, calcium: 9.355 },
    own: ['sex', 'region'],
  },
};
