import type { ModelInputs } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { readCoefficients } from './read-coefficients.ts';
import type { Horizon, Model, Outcome } from './variants.ts';

/**
 * The equations in plain TypeScript, apart from the graph: the source of our own golden vectors and the graph's second
 * opinion. Inputs under the reference's names and units, eligible ones only; an optional predictor that is `null` or
 * left out takes the formula's missing-indicator term. Risks are fractions. Errors: `missing-input`, `bad-input`.
 */
export function preventRisk(model: Model, horizon: Horizon, inputs: ModelInputs): Readonly<Record<Outcome, number>> {
  const { sex } = inputs;
  if (sex !== 'female' && sex !== 'male') throw new CardwrightError('bad-input', 'sex is female or male');
  const coefficients = readCoefficients(model, horizon, sex);
  const terms = termsOf(inputs);
  const risk = (outcome: Outcome): number => {
    let x = 0;
    for (const [term, coefficient] of Object.entries(coefficients[outcome])) x += coefficient * (terms[term] ?? NaN);
    return 1 / (1 + Math.exp(-x));
  };
  return {
    total_cvd: risk('total_cvd'),
    ascvd: risk('ascvd'),
    heart_failure: risk('heart_failure'),
    chd: risk('chd'),
    stroke: risk('stroke'),
  };
}

function termsOf(inputs: ModelInputs): Readonly<Record<string, number>> {
  const value = (name: string): number => {
    const given = inputs[name];
    if (typeof given === 'boolean') return given ? 1 : 0;
    if (typeof given === 'number') return given;
    throw new CardwrightError('missing-input', `${name} is missing`);
  };
  const age = (value('age') - 55) / 10;
  const nonHdl = (value('total_c') - value('hdl_c')) * 0.02586 - 3.5;
  const hdl = (value('hdl_c') * 0.02586 - 1.3) / 0.3;
  const sbpHigh = (Math.max(value('sbp'), 110) - 130) / 20;
  const egfrLow = (Math.min(value('egfr'), 60) - 60) / -15;
  const [dm, smoking, treated, statin] = [value('dm'), value('smoking'), value('bp_tx'), value('statin')];
  const bmi = inputs['bmi'] == null ? NaN : value('bmi');
  const bmiHigh = (Math.max(bmi, 30) - 30) / 5;
  return {
    age,
    age_squared: age ** 2,
    non_hdl_c: nonHdl,
    hdl_c: hdl,
    sbp_lt_110: (Math.min(value('sbp'), 110) - 110) / 20,
    sbp_gte_110: sbpHigh,
    dm,
    smoking,
    bmi_lt_30: (Math.min(bmi, 30) - 25) / 5,
    bmi_gte_30: bmiHigh,
    egfr_lt_60: egfrLow,
    egfr_gte_60: (Math.max(value('egfr'), 60) - 90) / -15,
    bp_tx: treated,
    statin,
    bp_tx_sbp_gte_110: treated * sbpHigh,
    statin_non_hdl_c: statin * nonHdl,
    age_non_hdl_c: age * nonHdl,
    age_hdl_c: age * hdl,
    age_sbp_gte_110: age * sbpHigh,
    age_dm: age * dm,
    age_smoking: age * smoking,
    age_bmi_gte_30: age * bmiHigh,
    age_egfr_lt_60: age * egfrLow,
    ...optionalTerms(inputs, dm),
    constant: 1,
  };
}

function optionalTerms({ hba1c, uacr, sdi }: ModelInputs, dm: number): Readonly<Record<string, number>> {
  const excess = typeof hba1c === 'number' ? hba1c - 5.3 : 0;
  return {
    sdi_4_to_6: typeof sdi === 'number' && sdi >= 4 && sdi <= 6 ? 1 : 0,
    sdi_7_to_10: typeof sdi === 'number' && sdi >= 7 && sdi <= 10 ? 1 : 0,
    missing_sdi: typeof sdi === 'number' ? 0 : 1,
    ln_uacr: typeof uacr === 'number' ? Math.log(uacr) : 0,
    missing_uacr: typeof uacr === 'number' ? 0 : 1,
    hba1c_dm: dm === 1 ? excess : 0,
    hba1c_no_dm: dm === 1 ? 0 : excess,
    missing_hba1c: typeof hba1c === 'number' ? 0 : 1,
  };
}
