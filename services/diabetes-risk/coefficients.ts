/** One class of a points table, from the end of the class before it up to `upTo`. */
export interface PointsBand {
  readonly upTo: number;
  /** True when `upTo` itself belongs to this class. */
  readonly inclusive: boolean;
  readonly points: number;
}

const to = (upTo: number, points: number): PointsBand => ({ upTo, inclusive: false, points });
const through = (upTo: number, points: number): PointsBand => ({ upTo, inclusive: true, points });
const above = (points: number): PointsBand => ({ upTo: Infinity, inclusive: true, points });

/** ADA risk test: Bang H et al., Ann Intern Med 2009;151:775-783 (clinical reference ada-diabetes-risk-test). */
export const ada = {
  age: [to(40, 0), to(50, 1), to(60, 2), above(3)],
  bmi: [to(25, 0), to(30, 1), to(40, 2), above(3)],
  /** Of men; gestational diabetes is asked of women only. */
  male: 1,
  gestationalDiabetes: 1,
  familyHistory: 1,
  hypertension: 1,
  notActive: 1,
  highest: 10,
  /** The score from which on a test is recommended. */
  testFrom: 5,
} as const;

/** FINDRISC as printed: Lindström J, Tuomilehto J. Diabetes Care 2003;26:725-731 (clinical reference findrisc). */
export const findrisc = {
  age: [to(45, 0), to(55, 2), through(64, 3), above(4)],
  bmi: [to(25, 0), through(30, 1), above(3)],
  /** Exactly 102 cm and 88 cm are in the middle class, as on the printed form. */
  waist: { female: [to(80, 0), through(88, 3), above(4)], male: [to(94, 0), through(102, 3), above(4)] },
  notActive: 2,
  noDailyFruit: 1,
  bpMedication: 2,
  highGlucose: 5,
  /** None, second-degree, first-degree. */
  familyHistory: [0, 3, 5],
  highest: 26,
} as const;

export const familyDegrees = ['none', 'second_degree', 'first_degree'] as const;

/** Limits from which on a trait counts; Wilson PWF et al., Arch Intern Med 2007;167:1068-1074 (framingham-offspring-diabetes). */
export const wilsonLimits = {
  sbp: 130,
  dbp: 85,
  triglycerides: 150,
  glucose: 100,
  overweight: 25,
  obese: 30,
  /** Below is low, in mg/dL. */
  lowHdl: { female: 50, male: 40 },
  age50: 50,
  age65: 65,
} as const;

/** Log-odds of the logistic version. */
export const wilsonLogistic = {
  constant: -5.517,
  age_50_64: -0.018,
  age_65_plus: -0.081,
  male: -0.01,
  parental_history: 0.565,
  overweight: 0.301,
  obese: 0.92,
  high_pressure: 0.498,
  low_hdl: 0.944,
  high_triglycerides: 0.575,
  high_glucose: 1.98,
} as const;

/** Points of the point version. */
export const wilsonPoints = {
  high_glucose: 10,
  overweight: 2,
  obese: 5,
  low_hdl: 5,
  parental_history: 3,
  high_triglycerides: 3,
  high_pressure: 2,
} as const;

/** Risk in percent at 10 points and fewer, at 11, 12 … and at 25 and more. */
export const wilsonTable = {
  from: 10,
  percent: [3, 4, 4, 5, 6, 7, 9, 11, 13, 15, 18, 21, 25, 29, 33, 35],
} as const;
