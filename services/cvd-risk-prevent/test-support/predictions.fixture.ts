import type { FeatureVector, Prediction } from '@cardwright/cds-service';
import { plan } from '../plan.ts';
import { preventRisk } from '../prevent-risk.ts';
import { horizons, models, outcomes } from '../variants.ts';
import { context } from './context.fixture.ts';
import { manifests } from './manifests.fixture.ts';

/** What the models would say to the plan for this vector, computed by the plain formula; no explanations. */
export function predictionsFor(vector: FeatureVector): readonly Prediction[] {
  const made = plan({ vector, context }, manifests);
  if (made.kind !== 'predict') throw new Error(`the plan is ${made.kind}: ${made.reasons.join(' ')}`);
  return made.requests.map(({ variant, inputs, outputs = [] }) => {
    const model = models.find((name) => variant.startsWith(`${name}-`)) ?? 'base';
    const horizon = horizons.find((name) => variant.endsWith(name)) ?? '10yr';
    const risks = preventRisk(model, horizon, inputs);
    const wanted = outcomes.filter((name) => outputs.includes(name));
    return {
      model: manifests[variant]?.id ?? variant,
      variant,
      sha256: '',
      inputs,
      outputs: Object.fromEntries(wanted.map((name) => [name, { value: risks[name], unit: '1' }])),
      explanations: [],
    };
  });
}
