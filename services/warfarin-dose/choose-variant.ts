import type { FeatureValue, ModelInputs, ModelManifest, ScoreChoice, ScoreRequest } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { variants, type Variant } from './signatures.ts';

/**
 * The variant that the card would choose, or the one that `model` names. Without a name (absent or `validation`):
 * IWPC pharmacogenetic when VKORC1 or CYP2C9 is known, else IWPC clinical. A missing genotype becomes `unknown` and a
 * missing race `mixed`, which are the IWPC formula's own terms for "missing", never a normal value; Gage has no such
 * terms, so there `unknown` is absent. Throws `unknown-model`.
 */
export function chooseVariant(request: ScoreRequest, models: Readonly<Record<string, ModelManifest>>): ScoreChoice {
  const variant = variantOf(request);
  if (models[variant] === undefined) throw unknownModel(variant);
  return { variant, inputs: withFormulasOwnTerms(variant, request.inputs), dropped: [] };
}

function variantOf({ model, inputs }: ScoreRequest): Variant {
  if (model === undefined || model === 'validation') {
    return isKnown(inputs['vkorc1']) || isKnown(inputs['cyp2c9']) ? 'iwpc-pharmacogenetic' : 'iwpc-clinical';
  }
  const named = variants.find((variant) => variant === model);
  if (named === undefined) throw unknownModel(model);
  return named;
}

function withFormulasOwnTerms(variant: Variant, inputs: ModelInputs): ModelInputs {
  const { vkorc1 = null, cyp2c9 = null, race = null } = inputs;
  if (variant === 'gage-pharmacogenetic') {
    return { ...inputs, vkorc1: isKnown(vkorc1) ? vkorc1 : null, cyp2c9: isKnown(cyp2c9) ? cyp2c9 : null };
  }
  const genotype =
    variant === 'iwpc-pharmacogenetic' ? { vkorc1: vkorc1 ?? 'unknown', cyp2c9: cyp2c9 ?? 'unknown' } : {};
  return { ...inputs, ...genotype, race: race ?? 'mixed' };
}

const isKnown = (call: FeatureValue | null | undefined): boolean =>
  call !== undefined && call !== null && call !== 'unknown';

const unknownModel = (model: string): CardwrightError =>
  new CardwrightError('unknown-model', `There is no variant ${model} of warfarin-dosing here.`);
