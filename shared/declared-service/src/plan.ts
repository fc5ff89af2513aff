import type { EvaluationInput, FeatureVector, MissingFeature, ModelManifest, Plan } from '@cardwright/cds-service';
import { absenceInWords, valueInWords } from '@cardwright/cards';
import { cardModels, chooseModel, inputsFor, type JudgedModel } from './choose-model.ts';
import type { Declared } from './declared.ts';
import { judgeEligibility, missing } from './judge-eligibility.ts';
import { mainOutput } from './main-output.ts';
import { formatOf, labelOf, rangeInWords } from './wording.ts';

/**
 * Population first, then the inputs: the first model of `service.json` that they suffice for runs, and its main output is
 * explained. A required input that is absent, out of range or of another kind ends in `insufficient-data` with its reason.
 */
export function plan(
  declared: Declared,
  { vector }: EvaluationInput,
  models: Readonly<Record<string, ModelManifest>>,
): Plan {
  const { outside, unknown } = judgeEligibility(declared.manifest.eligibility ?? [], vector);
  if (outside.length > 0) return { kind: 'not-applicable', reasons: outside };
  const candidates = cardModels(declared.manifest.models, models);
  const chosen = chooseModel(candidates, inputsFor(candidates, vector));
  if (chosen === undefined) {
    return { kind: 'not-applicable', reasons: ['No model of this service may make a card: none is cross-checked.'] };
  }
  const lacking = lackingOf(chosen, vector, unknown);
  const reasons = reasonsFor(declared, chosen, vector, lacking);
  if (reasons.length > 0) return { kind: 'insufficient-data', missing: lacking, reasons };
  return { kind: 'predict', requests: [requestFor(declared, chosen)] };
}

function requestFor({ cards }: Declared, { model, judged }: JudgedModel) {
  const { inputs, outputs } = judged;
  const main = mainOutput(cards, model);
  const isExplained = main?.link !== undefined && model.referencePatient !== undefined && outputs.includes(main.name);
  const names = main === undefined ? [] : [main.name];
  return {
    variant: model.variant,
    inputs,
    outputs,
    ...(isExplained ? { explain: names } : {}),
    ...(model.actionable?.some((one) => names.some((name) => one.outputs.includes(name))) === true
      ? { counterfactuals: names }
      : {}),
  };
}

function lackingOf(
  { judged }: JudgedModel,
  { features }: FeatureVector,
  unknown: readonly MissingFeature[],
): readonly MissingFeature[] {
  const known = unknown.map(({ feature }) => feature);
  const names = [...judged.missing, ...judged.invalid].filter((name) => !known.includes(name));
  return [...unknown, ...names.map((name) => missing(name, features[name]))];
}

function reasonsFor(
  { cards }: Declared,
  { model, judged }: JudgedModel,
  { features }: FeatureVector,
  lacking: readonly MissingFeature[],
): readonly string[] {
  const absent = lacking.map(({ feature, reason }) => `${labelOf(cards, feature)}: ${absenceInWords(reason)}.`);
  const outside = judged.outOfRange.flatMap((name) => {
    const input = model.inputs.find((one) => one.name === name);
    const feature = features[name];
    if (input === undefined || feature?.status !== 'present') return [];
    const value = valueInWords(feature.value, feature.unit, formatOf(cards, name));
    return [`${labelOf(cards, name)} ${value}: the model is for ${rangeInWords(input)}.`];
  });
  const withheld = judged.outputs.length === 0 && absent.length + outside.length === 0;
  return [...absent, ...outside, ...(withheld ? ['No output can be computed from what is on file.'] : [])];
}
