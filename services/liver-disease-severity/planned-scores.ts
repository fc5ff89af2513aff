import type {
  FeatureValue,
  FeatureVector,
  MissingFeature,
  ModelInputs,
  ModelManifest,
  PredictionRequest,
} from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { inputsFromVector, judgeInputs } from '@cardwright/features';
import { childPugh } from './coefficients.ts';
import { lackingFor } from './lacking-for.ts';
import { yesNo, type Group } from './population.ts';
import { dialysis, type Variant } from './signature.ts';

export type Models = Readonly<Record<string, ModelManifest>>;

/** The scores of each group, in the order of the card. */
export const scoresOf = {
  cirrhosis: ['meld-3.0', 'meld-na-optn-2016', 'meld', 'child-pugh'],
  'suspected-fibrosis': ['fib-4'],
} as const satisfies Readonly<Record<Group, readonly Variant[]>>;

/** One score of the patient's group: the runs that give it, or what keeps it from being computed. */
export interface PlannedScore {
  readonly variant: Variant;
  readonly requests: readonly PredictionRequest[];
  readonly missing: readonly MissingFeature[];
  readonly outOfRange: readonly string[];
}

/** The scores of a group, each with its own inputs and its own window. Throws `unknown-model`. */
export const plannedScores = (vector: FeatureVector, group: Group, models: Models): readonly PlannedScore[] =>
  scoresOf[group].map((variant) => plannedScore(vector, variant, manifestOf(models, variant)));

function plannedScore(vector: FeatureVector, variant: Variant, model: ModelManifest): PlannedScore {
  const [charted = {}, ...others] = variations(vector, variant);
  const judged = judgeInputs(model, { ...inputsFromVector(model, vector), female: femaleOf(vector), ...charted });
  const missing = lackingFor(vector, variant);
  const isComputable = missing.length === 0 && judged.outputs.length === model.outputs.length;
  const requests = [charted, ...others].map((variation, index) => ({
    variant,
    inputs: { ...judged.inputs, ...variation },
    ...(variant === 'meld-3.0' && index === 0 ? { explain: ['meld3_unrounded'] } : {}),
  }));
  return { variant, requests: isComputable ? requests : [], missing, outOfRange: judged.outOfRange };
}

/** What is not in the chart and is varied: MELD without and with dialysis, as charted first; Child-Pugh by what can be found. */
function variations(vector: FeatureVector, variant: Variant): readonly ModelInputs[] {
  if (variant === 'fib-4') return [{}];
  if (variant !== 'child-pugh') {
    const charted = yesNo(vector.features[dialysis]) === true;
    return [{ [dialysis]: charted }, { [dialysis]: !charted }];
  }
  return findings(vector, 'encephalopathy').flatMap((encephalopathy) =>
    findings(vector, 'ascites').map((ascites) => ({ ascites, encephalopathy })),
  );
}

/** The grades that the chart leaves open: all, without "none" when it is on record, only "none" when it is denied. */
function findings({ features }: FeatureVector, name: 'ascites' | 'encephalopathy'): readonly FeatureValue[] {
  const [none, ...grades] = childPugh[name];
  const recorded = yesNo(features[name]);
  if (recorded === false) return [none];
  return recorded === true ? grades : [none, ...grades];
}

function femaleOf({ features }: FeatureVector): boolean | null {
  const sex = features['sex'];
  return sex?.status === 'present' ? sex.value === 'female' : null;
}

function manifestOf(models: Models, variant: Variant): ModelManifest {
  const manifest = models[variant];
  if (manifest === undefined) throw new CardwrightError('unknown-model', `The model ${variant} is not built.`);
  return manifest;
}
