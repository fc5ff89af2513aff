import type { EvaluationInput, ModelManifest, Plan } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { judgeInputs, valueOf } from '@cardwright/features';
import { chartInputs } from './chart-inputs.ts';
import { references } from './coefficients.ts';
import { outsideThePopulation } from './population.ts';
import { questionsOf, referencesOf } from './questions.ts';

/**
 * Population first; then the scores of the questions that the orders ask, each as a range over what the chart leaves open.
 * Only the age is needed. Wells for thrombosis was not made for people with an anticoagulant.
 */
export function plan({ vector, context }: EvaluationInput, models: Readonly<Record<string, ModelManifest>>): Plan {
  const outside = outsideThePopulation(vector);
  if (outside.length > 0) return { kind: 'not-applicable', reasons: outside };
  const age = vector.features['age'];
  if (age?.status !== 'present') {
    const reason = age?.reason ?? 'none-recorded';
    return {
      kind: 'insufficient-data',
      missing: [{ feature: 'age', reason, required: true }],
      reasons: [`Age: ${absenceInWords(reason)}.`],
    };
  }
  const asked = questionsOf(context).flatMap(({ kind }) => referencesOf[kind]);
  const isAnticoagulated = valueOf(vector, 'anticoagulant') === true;
  const used = references.filter((one) => asked.includes(one) && !(one === 'wells-dvt' && isAnticoagulated));
  if (used.length === 0)
    return {
      kind: 'not-applicable',
      reasons: ['An anticoagulant is on record: the Wells score for DVT is not for that.'],
    };
  const requests = used.map((reference) => {
    const model = models[`${reference}-range`];
    if (model === undefined) throw new CardwrightError('unknown-model', `The model ${reference}-range is not built.`);
    return { variant: model.variant, inputs: judgeInputs(model, chartInputs(reference, vector)).inputs };
  });
  return { kind: 'predict', requests };
}
