import type {
  AbsenceReason,
  EvaluationInput,
  Feature,
  FeatureVector,
  MissingFeature,
  ModelManifest,
  Plan,
} from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { inputsFromVector, judgeInputs, type JudgedInputs } from '@cardwright/features';
import { chooseVariant } from './choose-variant.ts';
import { exclusions } from './exclusions.ts';
import { labelOf } from './labels.ts';
import { plannedRuns } from './planned-runs.ts';

type Models = Readonly<Record<string, ModelManifest>>;

/** Features that decide whether the patient belongs to the population at all; unknown, nothing is computed. */
const populationFeatures = ['active_warfarin', 'pregnancy_condition', 'pregnancy_status'] as const;
const openStatusReasons: ReadonlySet<AbsenceReason> = new Set(['no-value', 'withheld', 'query-failed']);

/**
 * Population first, then what is missing, then the ranges of the model, then the runs.
 * Throws `unknown-model` when the folder's models are incomplete.
 */
export function plan(input: EvaluationInput, models: Models): Plan {
  const excluded = exclusions(input);
  if (excluded.length > 0) return { kind: 'not-applicable', reasons: excluded };
  const { variant, model, judged } = judge(input.vector, models);
  const missing = [...missingPopulation(input.vector), ...missingInputs(input.vector, judged)];
  if (missing.length > 0) {
    return { kind: 'insufficient-data', missing, reasons: missing.map((item) => inWords(item, input.vector)) };
  }
  if (judged.outOfRange.length > 0) {
    return { kind: 'not-applicable', reasons: judged.outOfRange.map((name) => beyondRange(name, model, input.vector)) };
  }
  const runs = plannedRuns(variant, judged.inputs);
  return { kind: 'predict', requests: runs.map((run) => run.request) };
}

function judge(vector: FeatureVector, models: Models) {
  const pharmacogenetic = models['iwpc-pharmacogenetic'];
  if (!pharmacogenetic) throw new CardwrightError('unknown-model', 'The variant iwpc-pharmacogenetic is not built.');
  // The pharmacogenetic signature holds every input of both variants.
  const choice = chooseVariant({ inputs: inputsFromVector(pharmacogenetic, vector) }, models);
  const variant = choice.variant === 'iwpc-clinical' ? 'iwpc-clinical' : 'iwpc-pharmacogenetic';
  const model = models[variant];
  if (!model) throw new CardwrightError('unknown-model', `The variant ${variant} is not built.`);
  return { variant, model, judged: judgeInputs(model, choice.inputs) } as const;
}

/**
 * A recorded man needs no answer about pregnancy. A pregnancy status need not be on file, but one that is there and says
 * neither yes nor no ("possible"), is masked, or could not be asked for leaves the question open.
 */
function missingPopulation(vector: FeatureVector): readonly MissingFeature[] {
  const { sex, pregnancy_status: status } = vector.features;
  const male = sex?.status === 'present' && sex.value === 'male';
  const open = status?.status === 'absent' && openStatusReasons.has(status.reason);
  return populationFeatures
    .filter((feature) => feature === 'active_warfarin' || !male)
    .filter((feature) => feature !== 'pregnancy_status' || open)
    .flatMap((feature) => missingOne(feature, vector.features[feature]));
}

function missingInputs(vector: FeatureVector, judged: JudgedInputs): readonly MissingFeature[] {
  return [...judged.missing, ...judged.invalid].flatMap((feature) => missingOne(feature, vector.features[feature]));
}

function missingOne(feature: string, found: Feature | undefined): readonly MissingFeature[] {
  if (found?.status === 'present') return [];
  return [{ feature, reason: found?.reason ?? 'not-queried', required: true }];
}

function inWords({ feature, reason }: MissingFeature, vector: FeatureVector): string {
  const found = vector.features[feature];
  const detail = found?.status === 'absent' && found.detail ? ` (${found.detail})` : '';
  return `${labelOf(feature)}: ${absenceInWords(reason)}${detail}.`;
}

/** Said, not clamped: which side of which limit. */
function beyondRange(name: string, model: ModelManifest, vector: FeatureVector): string {
  const range = model.inputs.find((input) => input.name === name)?.range;
  const found = vector.features[name];
  if (!range || found?.status !== 'present' || typeof found.value !== 'number') {
    return `${labelOf(name)} is outside the range of the formula.`;
  }
  const side = found.value < range[0] ? 'below' : 'above';
  return `${labelOf(name)} is ${side} the range of the formula (${range[0]} to ${range[1]} ${found.unit === 'a' ? 'years' : found.unit}).`;
}
