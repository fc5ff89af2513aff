import type { ModelInputs } from '@cardwright/cds-service';
import {
  ada,
  familyDegrees,
  findrisc,
  wilsonLimits,
  wilsonLogistic,
  wilsonPoints,
  wilsonTable,
  type PointsBand,
} from './coefficients.ts';
import type { Variant } from './signature.ts';

type Answer = Readonly<Record<string, number | string>>;

/** The published scores in plain TypeScript, apart from the graphs: golden vectors of our own, and a second opinion on them. */
export function scoreFormula(variant: Variant, inputs: ModelInputs): Answer {
  switch (variant) {
    case 'ada-risk-test':
      return adaScore(inputs);
    case 'findrisc':
      return { score: findriscScore(inputs) };
    case 'wilson-2007-logistic-bmi': {
      const { constant, ...terms } = wilsonLogistic;
      const traits = wilsonTraits(inputs);
      const z = Object.entries(terms).reduce<number>(
        (sum, [name, beta]) => sum + (traits[name] === true ? beta : 0),
        constant,
      );
      return { risk_8yr: 1 / (1 + Math.exp(-z)) };
    }
    case 'wilson-2007-points': {
      const traits = wilsonTraits(inputs);
      const points = Object.entries(wilsonPoints).reduce((sum, [name, p]) => sum + (traits[name] === true ? p : 0), 0);
      const row = Math.min(Math.max(points - wilsonTable.from, 0), wilsonTable.percent.length - 1);
      return { points, risk_8yr_table: (wilsonTable.percent[row] ?? NaN) / 100 };
    }
  }
}

function adaScore(inputs: ModelInputs): Answer {
  const isMale = inputs['sex'] === 'male';
  const parts = {
    age: inBand(ada.age, inputs['age']),
    sex: isMale ? ada.male : 0,
    gestational_diabetes: !isMale && inputs['gestational_diabetes'] === true ? ada.gestationalDiabetes : 0,
    family_history: inputs['family_history'] === true ? ada.familyHistory : 0,
    hypertension: inputs['hypertension'] === true ? ada.hypertension : 0,
    physically_active: inputs['physically_active'] === false ? ada.notActive : 0,
    bmi: inBand(ada.bmi, inputs['bmi']),
  };
  const score = Object.values(parts).reduce((sum, points) => sum + points, 0);
  return {
    score,
    screen: String(score >= ada.testFrom),
    ...Object.fromEntries(Object.entries(parts).map(([name, points]) => [`points.${name}`, points])),
  };
}

function findriscScore(inputs: ModelInputs): number {
  const waist = inputs['sex'] === 'male' ? findrisc.waist.male : findrisc.waist.female;
  const degree = familyDegrees.findIndex((name) => name === inputs['family_history']);
  return (
    inBand(findrisc.age, inputs['age']) +
    inBand(findrisc.bmi, inputs['bmi']) +
    inBand(waist, inputs['waist']) +
    (inputs['physical_activity'] === false ? findrisc.notActive : 0) +
    (inputs['daily_fruit_veg'] === false ? findrisc.noDailyFruit : 0) +
    (inputs['bp_medication'] === true ? findrisc.bpMedication : 0) +
    (inputs['high_glucose_history'] === true ? findrisc.highGlucose : 0) +
    (findrisc.familyHistory[degree] ?? NaN)
  );
}

function wilsonTraits(inputs: ModelInputs): Readonly<Record<string, boolean>> {
  const of = (name: string) => Number(inputs[name]);
  const isMale = inputs['sex'] === 'male';
  const limits = wilsonLimits;
  return {
    age_50_64: of('age') >= limits.age50 && of('age') < limits.age65,
    age_65_plus: of('age') >= limits.age65,
    male: isMale,
    parental_history: inputs['parental_history'] === true,
    overweight: of('bmi') >= limits.overweight && of('bmi') < limits.obese,
    obese: of('bmi') >= limits.obese,
    high_pressure: of('sbp') >= limits.sbp || of('dbp') >= limits.dbp || inputs['bp_medication'] === true,
    low_hdl: of('hdl_c') < (isMale ? limits.lowHdl.male : limits.lowHdl.female),
    high_triglycerides: of('triglycerides') >= limits.triglycerides,
    high_glucose: of('fasting_glucose') >= limits.glucose,
  };
}

function inBand(bands: readonly PointsBand[], value: ModelInputs[string] | undefined): number {
  const x = Number(value);
  return bands.find(({ upTo, inclusive }) => x < upTo || (inclusive && x === upTo))?.points ?? NaN;
}
