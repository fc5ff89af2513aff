import type {
  AssessedRisk,
  Assessment,
  EvaluationInput,
  MetThreshold,
  MissingFeature,
  ModelManifest,
  Prediction,
  SiteChoices,
} from '@cardwright/cds-service';
import { valueInWords } from '@cardwright/cards';
import type { Band } from './cards-file.ts';
import { cardModels } from './choose-model.ts';
import type { Declared } from './declared.ts';
import { findBand, startOf } from './find-band.ts';
import { mainOutput } from './main-output.ts';
import { formatOf, labelOf, outputInWords, ownOf, rangeInWords, titleOf } from './wording.ts';

/** The outputs with their titles, the band that the main one lies in, and what was not used or not known. */
export function assess(declared: Declared, input: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const [prediction] = predictions;
  const model = prediction === undefined ? undefined : ownOf(declared.models, prediction.variant);
  if (prediction === undefined || model === undefined) return { risks: [], thresholds: [], notes: [], missing: [] };
  return {
    risks: risksOf(declared, model, prediction),
    thresholds: thresholdsOf(declared, model, prediction, input.site),
    notes: notesOf(declared, model, prediction, input),
    missing: absentOf(model, prediction, input),
  };
}

function risksOf({ cards }: Declared, model: ModelManifest, prediction: Prediction): readonly AssessedRisk[] {
  return model.outputs.flatMap(({ name }) => {
    const output = ownOf(prediction.outputs, name);
    if (output === undefined) return [];
    const horizonYears = ownOf(cards.outputs ?? {}, name)?.horizonYears;
    const { value, unit } = output;
    return [
      {
        name,
        title: titleOf(cards, model, name),
        value,
        unit,
        ...(horizonYears === undefined ? {} : { horizonYears }),
        model: prediction.model,
      },
    ];
  });
}

/** A band is a threshold that was met when a source stands behind it; a band without one is wording. */
function thresholdsOf(
  { cards }: Declared,
  model: ModelManifest,
  { outputs }: Prediction,
  site: SiteChoices | undefined,
): readonly MetThreshold[] {
  const main = mainOutput(cards, model);
  const value = main === undefined ? undefined : ownOf(outputs, main.name)?.value;
  const band = value === undefined ? undefined : findBand(cards, value, site);
  if (main === undefined || band?.source === undefined) return [];
  const { id, recommendation, source } = band;
  const when = whenInWords(
    band,
    site,
    (start) => outputInWords(cards, model, main.name, start),
    titleOf(cards, model, main.name),
  );
  return [{ id, when, ...(recommendation === undefined ? {} : { recommendation }), source }];
}

function whenInWords(
  band: Band,
  site: SiteChoices | undefined,
  inWords: (start: number) => string,
  title: string,
): string {
  if (band.when !== undefined) return band.when;
  const start = startOf(band, site);
  return start === undefined ? `${title}: ${(band.is ?? []).join(' or ')}` : `${title} of ${inWords(start)} or more`;
}

function notesOf(
  { manifest, cards, models }: Declared,
  model: ModelManifest,
  { outputs }: Prediction,
  { vector }: EvaluationInput,
): readonly string[] {
  const dropped = model.inputs.flatMap((input) => {
    const feature = ownOf(vector.features, input.name);
    if (input.range === undefined || feature?.status !== 'present' || typeof feature.value !== 'number') return [];
    if (feature.value >= input.range[0] && feature.value <= input.range[1]) return [];
    const value = valueInWords(feature.value, feature.unit, formatOf(cards, input.name));
    return [`${labelOf(cards, input.name)} ${value} was not used: the model is for ${rangeInWords(input)}.`];
  });
  const withheld = model.outputs
    .filter(({ name }) => ownOf(outputs, name) === undefined)
    .map(({ name }) => `${titleOf(cards, model, name)} is not estimated: an input that it needs is missing.`);
  const [first] = cardModels(manifest.models, models);
  const fallback =
    first !== undefined && first.variant !== model.variant
      ? [`${model.title} was used: what is on file does not suffice for the first model.`]
      : [];
  return [...fallback, ...withheld, ...dropped];
}

function absentOf(
  model: ModelManifest,
  { inputs }: Prediction,
  { vector }: EvaluationInput,
): readonly MissingFeature[] {
  return model.inputs.flatMap(({ name }) => {
    const feature = ownOf(vector.features, name);
    if (inputs[name] !== null || feature?.status !== 'absent') return [];
    return [{ feature: name, reason: feature.reason, required: false }];
  });
}
