import type { EvaluationInput, ModelManifest, Plan, PredictionRequest } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { judgeInputs } from '@cardwright/features';
import { scoreInputs } from './inputs.ts';
import { isForNursingHome, missingForPopulation, outsideThePopulation } from './population.ts';
import type { Variant } from './signature.ts';
import { labelOf } from './wording.ts';

type Manifests = Readonly<Record<string, ModelManifest>>;

/**
 * Population first: alive, adult, in a hospital stay, a discharge that the scores are for. Then both scores as the least and
 * the most that they can be; they meet where everything is known. LACE not for a discharge to a nursing home.
 */
export function plan({ vector, site }: EvaluationInput, models: Manifests): Plan {
  const outside = outsideThePopulation(vector);
  if (outside.length > 0) return { kind: 'not-applicable', reasons: outside };
  const missing = missingForPopulation(vector);
  if (missing.length > 0) {
    const reasons = missing.map(({ feature, reason }) => `${labelOf(feature)}: ${absenceInWords(reason)}.`);
    return { kind: 'insufficient-data', missing, reasons };
  }
  const inputs = scoreInputs(vector, site);
  const request = (variant: Variant): PredictionRequest => ({
    variant,
    inputs: judgeInputs(manifestOf(models, variant), inputs).inputs,
  });
  return {
    kind: 'predict',
    requests: [request('hospital-bounds'), ...(isForNursingHome(vector) ? [] : [request('lace-bounds')])],
  };
}

function manifestOf(models: Manifests, variant: Variant): ModelManifest {
  const manifest = models[variant];
  if (manifest === undefined) throw new CardwrightError('unknown-model', `The model ${variant} is not built.`);
  return manifest;
}
