import { valueOf } from '@cardwright/features';
import type { Assessment, EvaluationInput, Prediction } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { featureBehind } from './chart-inputs.ts';
import { readings } from './readings.ts';
import { metThresholds } from './thresholds.ts';
import { labelOf, scoreNames } from './wording.ts';

/** The least of each score, the rows that hold in any case, and every input that the chart does not answer. */
export function assess({ vector, context }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const found = readings(predictions);
  const open = new Set(
    found.flatMap(({ reference, open: items }) => items.map(({ input }) => featureBehind(reference, input) ?? '')),
  );
  return {
    risks: found.map(({ reference, lowest, highest, model }) => ({
      name: reference.replaceAll('-', '_'),
      title: scoreNames[reference],
      value: lowest,
      unit: '{score}',
      ...(highest > lowest && { atLeast: true as const }),
      model,
    })),
    thresholds: metThresholds(found, vector),
    notes: notesOf({ vector, context }),
    missing: [...open].flatMap((feature) => {
      const missing = vector.features[feature];
      return missing?.status === 'absent' ? [{ feature, reason: missing.reason, required: false }] : [];
    }),
  };
}

/** What the reader would want to know and no score says. */
function notesOf({ vector }: EvaluationInput): readonly string[] {
  return [
    ...['pregnant', 'anticoagulant'].flatMap((feature) => {
      const found = vector.features[feature];
      return found?.status === 'absent' ? [`${labelOf(feature)}: ${absenceInWords(found.reason)}.`] : [];
    }),
    ...(valueOf(vector, 'anticoagulant') === true
      ? ['An anticoagulant is on record: it lowers the D-dimer, and the Wells score for DVT was not made for that.']
      : []),
    ...(valueOf(vector, 'previous_vte') === true
      ? [
          'Previous DVT or PE is no item of the Wells score for DVT shown here (1997); the 2003 version gives 1 point for a previous DVT.',
        ]
      : []),
  ];
}
