import type { Assessment, EvaluationInput, Prediction } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { unknownPaduaItems, unreadCapriniItems } from './open-items.ts';
import { heldCapriniRow, paduaRows, rowOf } from './thresholds.ts';
import { numberOf } from './number-of.ts';
import { labelOf } from './wording.ts';

/** The score as a lower bound, the row of the source that it meets, and what is not known. */
export function assess({ vector }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const mechanical = vector.features['mechanical_prophylaxis'];
  return {
    risks: predictions.map((prediction) => ({
      name: 'score',
      title: isPadua(prediction) ? 'Padua score' : 'Caprini score (2005)',
      value: numberOf(prediction, 'score'),
      unit: '{score}',
      atLeast: true,
      model: prediction.model,
    })),
    thresholds: predictions.flatMap((prediction) => {
      const score = numberOf(prediction, 'score');
      const row = isPadua(prediction) ? rowOf(paduaRows, score) : heldCapriniRow(score);
      if (row === undefined) return [];
      const { id, when, recommendation, source } = row;
      return [{ id, when, source, ...(recommendation && { recommendation }) }];
    }),
    notes:
      mechanical?.status === 'absent'
        ? [`${labelOf('mechanical_prophylaxis')}: ${absenceInWords(mechanical.reason)}.`]
        : [],
    missing: predictions.flatMap((prediction) =>
      isPadua(prediction) ? unknownPaduaItems(vector, prediction) : unreadCapriniItems(vector, prediction),
    ),
  };
}

/** Whose score a prediction is. */
export const isPadua = ({ variant }: Prediction): boolean => variant === 'padua-lower-bound';
