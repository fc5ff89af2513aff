import type { EvaluationInput, MissingFeature, ModelManifest, Plan } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { inputsFromVector, judgeInputs } from '@cardwright/features';
import { paduaItems, womenItems } from './inputs.ts';
import { missingForPopulation, outsideThePopulation, settingOf } from './population.ts';
import { labelOf } from './wording.ts';

type Manifests = Readonly<Record<string, ModelManifest>>;

/**
 * Population first; then the score of the setting, as the lower bound that the record gives: mobility and the operation are in
 * no chart. Where nothing says whether the patient is a medical or a surgical one, no score is chosen.
 */
export function plan({ vector, context }: EvaluationInput, models: Manifests): Plan {
  const setting = settingOf(vector, context);
  const outside = outsideThePopulation(vector, setting, context);
  if (outside.length > 0) return { kind: 'not-applicable', reasons: outside };
  const model = manifestOf(models, setting === 'surgical' ? 'caprini-2005-lower-bound' : 'padua-lower-bound');
  const inputs = {
    ...inputsFromVector(model, vector),
    ...(setting === 'surgical' ? womenItems(vector) : paduaItems(vector)),
  };
  const judged = judgeInputs(model, inputs);
  const missing: readonly MissingFeature[] = [
    ...missingForPopulation(vector, setting),
    ...judged.missing
      .filter((feature) => feature !== 'age')
      .map((feature): MissingFeature => {
        const found = vector.features[feature];
        return { feature, reason: found?.status === 'absent' ? found.reason : 'none-recorded', required: true };
      }),
  ];
  const reasons = [
    ...missing.map(({ feature, reason }) => `${labelOf(feature)}: ${absenceInWords(reason)}.`),
    ...judged.outOfRange.map((name) => `${labelOf(name)} is outside the range of the score.`),
  ];
  if (reasons.length > 0) return { kind: 'insufficient-data', missing, reasons };
  return { kind: 'predict', requests: [{ variant: model.variant, inputs, explain: ['score'] }] };
}

function manifestOf(models: Manifests, variant: string): ModelManifest {
  const manifest = models[variant];
  if (manifest === undefined) throw new CardwrightError('unknown-model', `The model ${variant} is not built.`);
  return manifest;
}
