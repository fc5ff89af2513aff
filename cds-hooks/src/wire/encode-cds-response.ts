import type { CdsResponse, Evaluation } from '@cardwright/cds-service';

/** The key of our response extension. */
export const evaluationExtension = 'org.cardwright.evaluation';

/**
 * The body of a 200. The extension names the outcome on every answer, so that "evaluated, nothing to say"
 * never looks like "not evaluated". A silent service records and shows no card.
 */
export function encodeCdsResponse(evaluation: Evaluation, silent: boolean): CdsResponse {
  const { id, outcome, service, version, missing, reasons, notes = [], refused, suppressed, since } = evaluation;
  return {
    cards: silent || suppressed !== undefined ? [] : evaluation.cards,
    extension: {
      [evaluationExtension]: {
        id,
        outcome,
        service,
        version,
        ...(reasons.length > 0 ? { reasons } : {}),
        ...(missing.length > 0 ? { missing: missing.map(({ feature, reason }) => ({ feature, reason })) } : {}),
        ...(notes.length > 0 ? { notes } : {}),
        ...(refused === undefined ? {} : { refused }),
        ...(since === undefined ? {} : { since }),
        ...(suppressed === undefined ? {} : { suppressed: { quietUntil: suppressed.quietUntil } }),
      },
    },
  };
}
