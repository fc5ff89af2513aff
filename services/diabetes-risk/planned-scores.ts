import type {
  FeatureValue,
  FeatureVector,
  ModelInputs,
  ModelManifest,
  PredictionRequest,
} from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { judgeInputs } from '@cardwright/features';
import { knownInputs } from './known-inputs.ts';
import type { Variant } from './signature.ts';

export type Models = Readonly<Record<string, ModelManifest>>;

/** The scores that the card shows. */
export const cardVariants = ['ada-risk-test', 'findrisc', 'wilson-2007-logistic-bmi'] as const;
export type CardVariant = (typeof cardVariants)[number];

/** Measurements of each score besides age, sex and body mass index: without them there is no number. */
export const measurements: Readonly<Record<CardVariant, readonly string[]>> = {
  'ada-risk-test': [],
  findrisc: ['waist'],
  'wilson-2007-logistic-bmi': ['fasting_glucose', 'hdl_c', 'triglycerides', 'sbp', 'dbp', 'bp_medication'],
};

/** A score with the runs that bound it, or what keeps it away. */
export interface PlannedScore {
  readonly variant: CardVariant;
  /** With every open question answered one way, then the other; one run where none is open. Empty: it is not computed. */
  readonly requests: readonly PredictionRequest[];
  /** Measurements that are missing or out of range: without them there is no number. */
  readonly lacking: readonly string[];
  readonly outOfRange: readonly string[];
}

type Answers = Readonly<Record<string, readonly [lowest: FeatureValue, highest: FeatureValue]>>;

/**
 * The answers that give the fewest and the most points. Every score is a sum in which an answer only adds, so these bound
 * it whatever the truth is. Measurements are not here: without them a bound would say nothing.
 */
const answers: Readonly<Record<CardVariant, Answers>> = {
  'ada-risk-test': {
    gestational_diabetes: [false, true],
    family_history: [false, true],
    hypertension: [false, true],
    physically_active: [true, false],
  },
  findrisc: {
    physical_activity: [true, false],
    daily_fruit_veg: [true, false],
    bp_medication: [false, true],
    high_glucose_history: [false, true],
    family_history: ['none', 'first_degree'],
  },
  'wilson-2007-logistic-bmi': { parental_history: [false, true] },
};

/** What can be said of each score from this chart. */
export function plannedScores(vector: FeatureVector, models: Models): readonly PlannedScore[] {
  return cardVariants.map((variant) => planned(variant, vector, manifestOf(models, variant)));
}

function planned(variant: CardVariant, vector: FeatureVector, model: ModelManifest): PlannedScore {
  const known = knownInputs(variant, vector);
  const open = openQuestions(variant, vector);
  const runs = (open.length > 0 ? ([0, 1] as const) : ([0] as const)).map((end) =>
    judgeInputs(model, answered(known, open, answers[variant], end)),
  );
  const [first] = runs;
  const isComplete = runs.every(({ outputs }) => outputs.length === model.outputs.length);
  return {
    variant,
    requests: isComplete ? runs.map(({ inputs }) => ({ variant, inputs })) : [],
    lacking: [...(first?.missing ?? []), ...(first?.invalid ?? [])],
    outOfRange: first?.outOfRange ?? [],
  };
}

const answered = (known: ModelInputs, open: readonly string[], by: Answers, end: 0 | 1): ModelInputs => ({
  ...known,
  ...Object.fromEntries(open.map((name) => [name, by[name]?.[end] ?? null])),
});

/** Questions of a score that the chart leaves open. */
export const openQuestions = (variant: CardVariant, vector: FeatureVector): readonly string[] => {
  const known = knownInputs(variant, vector);
  return Object.keys(answers[variant]).filter((name) => known[name] === null);
};

function manifestOf(models: Models, variant: Variant): ModelManifest {
  const manifest = models[variant];
  if (manifest === undefined) throw new CardwrightError('unknown-model', `The model ${variant} is not built.`);
  return manifest;
}
