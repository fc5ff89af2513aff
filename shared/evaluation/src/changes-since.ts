import type {
  AssessedRisk,
  ChangedInput,
  ChangedRisk,
  ChangesSince,
  Evaluation,
  Feature,
  FeatureValue,
} from '@cardwright/cds-service';

/**
 * What changed since an earlier evaluation: the numbers that both give in the same unit, and the inputs. `undefined` where either
 * is not `assessed`, or no number changed: an input that moves nothing is not worth a sentence.
 */
export function changesSince(now: Evaluation, before: Evaluation): ChangesSince | undefined {
  if (now.outcome !== 'assessed' || before.outcome !== 'assessed') return undefined;
  const risks = (now.assessment?.risks ?? []).flatMap((risk) => changedRisk(risk, before.assessment?.risks ?? []));
  if (risks.length === 0) return undefined;
  const { id, asOf } = before;
  return { evaluation: id, asOf, risks, inputs: changedInputs(now, before) };
}

function changedRisk(risk: AssessedRisk, earlier: readonly AssessedRisk[]): readonly ChangedRisk[] {
  const before = earlier.find(({ name, unit }) => name === risk.name && unit === risk.unit);
  // A bound that becomes a number, or the other way round, is no change of the same thing.
  if (before === undefined || before.value === risk.value || before.atLeast !== risk.atLeast) return [];
  const { name, title, value, unit } = risk;
  return [{ name, title, before: before.value, now: value, unit }];
}

/** Only features that the models read: what decides who is in the population does not move the number. */
function changedInputs(now: Evaluation, before: Evaluation): readonly ChangedInput[] {
  const inputs = new Set(now.predictions.flatMap((prediction) => Object.keys(prediction.inputs)));
  return [...inputs].flatMap((feature) => {
    const pair = [before.features.features[feature], now.features.features[feature]];
    const [earlier, later] = pair.map(valueIn);
    if (earlier === later) return [];
    const unit = pair.flatMap((one) => (one?.status === 'present' ? [one.unit] : []))[0] ?? '1';
    return [
      {
        feature,
        ...(earlier === undefined ? {} : { before: earlier }),
        ...(later === undefined ? {} : { now: later }),
        unit,
      },
    ];
  });
}

const valueIn = (feature: Feature | undefined): FeatureValue | undefined =>
  feature?.status === 'present' ? feature.value : undefined;
