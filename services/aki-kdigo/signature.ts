import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';

/** The variants, in the order of `service.json`. */
export const variants = ['kdigo-aki', 'kdigo-aki-recorded'] as const;
export type Variant = (typeof variants)[number];

/** mg/dL, inclusive; the range of the reference. */
const creatinineRange = [0.1, 25] as const;

const creatinine = (name: string, presence: SignatureInput['presence']): SignatureInput => ({
  name,
  unit: 'mg/dL',
  kind: 'number',
  range: creatinineRange,
  presence,
});
const urine = (name: string): SignatureInput => ({ name, unit: 'mL/kg/h', kind: 'number', presence: 'optional' });
const rrt = (presence: SignatureInput['presence']): SignatureInput => ({
  name: 'rrt',
  unit: '{boolean}',
  kind: 'boolean',
  presence,
});

const urineRates = ['urine_ml_kg_h_6h', 'urine_ml_kg_h_12h', 'urine_ml_kg_h_24h'].map(urine);

/** Columns: as the reference has them; of the recorded variant every one may be absent, and there is a second baseline. */
export const inputsOf: Readonly<Record<Variant, readonly SignatureInput[]>> = {
  'kdigo-aki': [
    creatinine('creatinine', 'required'),
    creatinine('lowest_creatinine_7d', 'required'),
    creatinine('lowest_creatinine_48h', 'required'),
    ...urineRates,
    rrt('required'),
  ],
  'kdigo-aki-recorded': [
    creatinine('creatinine', 'optional'),
    creatinine('lowest_creatinine_7d', 'optional'),
    creatinine('median_creatinine_365d', 'optional'),
    creatinine('lowest_creatinine_48h', 'optional'),
    ...urineRates,
    rrt('optional'),
  ],
};

/** What each criterion gives by itself; `stage` is the worst of them. */
export const components: Readonly<Record<Variant, readonly string[]>> = {
  'kdigo-aki': ['ratio_7d', 'rise_48h', 'high', 'urine', 'rrt'],
  'kdigo-aki-recorded': ['ratio_7d', 'ratio_365d', 'rise_48h', 'high', 'urine', 'rrt'],
};

/** Stages 0 to 3. */
export function outputsOf(variant: Variant): readonly SignatureOutput[] {
  const inputs = inputsOf[variant].map(({ name }) => name);
  return ['stage', ...components[variant].map((name) => `components.${name}`)].map((name, column) => ({
    name,
    unit: '{stage}',
    kind: 'score',
    inputs,
    column,
    range: [0, 3],
  }));
}
