import type { Card, Evaluation, HookContext } from '@cardwright/cds-service';
import type { RunnableService } from './evaluate.ts';

export interface BuildCardsOptions {
  readonly context: HookContext;
  /** Gives each card and suggestion its uuid. */
  readonly newUuid: () => string;
  readonly publicBaseUrl?: string;
}

/**
 * The cards of an evaluation: none for `not-applicable` and `failed`, the service's cards for `assessed`,
 * and for `insufficient-data` what the service declares (`whenInsufficient`). Every card and suggestion has a uuid,
 * so that feedback can be matched to it.
 */
export function buildCards(
  runnable: RunnableService,
  evaluation: Evaluation,
  options: BuildCardsOptions,
): readonly Card[] {
  return contentCards(runnable, evaluation, options).map((card) => withUuids(card, options.newUuid));
}

function contentCards(runnable: RunnableService, evaluation: Evaluation, options: BuildCardsOptions): readonly Card[] {
  const { service, models, version } = runnable;
  const input = { vector: evaluation.features, context: options.context };
  if (evaluation.outcome === 'insufficient-data') {
    return service.manifest.whenInsufficient === 'card'
      ? service.insufficientCards({ ...input, missing: evaluation.missing, reasons: evaluation.reasons })
      : [];
  }
  if (evaluation.outcome !== 'assessed' || evaluation.assessment === undefined) return [];
  return service.cards({
    ...input,
    assessment: evaluation.assessment,
    predictions: evaluation.predictions,
    models,
    version,
    ...(options.publicBaseUrl === undefined ? {} : { publicBaseUrl: options.publicBaseUrl }),
  });
}

function withUuids(card: Card, newUuid: () => string): Card {
  // After the spread: a uuid that content brings along would be the same on every call.
  return {
    ...card,
    uuid: newUuid(),
    ...(card.suggestions === undefined
      ? {}
      : { suggestions: card.suggestions.map((suggestion) => ({ ...suggestion, uuid: newUuid() })) }),
  };
}
