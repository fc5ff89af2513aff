import type { Card, Evaluation, HookContext } from '@cardwright/cds-service';
import type { RunnableService } from './runnable-service.ts';

export interface BuildCardsOptions {
  readonly context: HookContext;
  /** Gives each card and suggestion its uuid. */
  readonly newUuid: () => string;
  readonly publicBaseUrl?: string;
  /** Where the service's model card is served; each card's source then points there. Absent: the content's own address. */
  readonly modelCardUrl?: string;
  /** Told how many cards content gave beyond `maxCards`: a defect of the content, to be logged or tested for. */
  readonly onLeftOut?: (count: number) => void;
}

/** No service shows more: a third card is not read. */
export const maxCards = 2;

const urgency: Readonly<Record<Card['indicator'], number>> = { critical: 0, warning: 1, info: 2 };

/**
 * The cards of an evaluation: none for `not-applicable` and `failed`, the service's cards for `assessed`,
 * and for `insufficient-data` what the service declares (`whenInsufficient`). The most urgent stands first, and there are at most
 * `maxCards`. Every card and suggestion has a uuid, so that feedback can be matched to it.
 */
export function buildCards(
  runnable: RunnableService,
  evaluation: Evaluation,
  options: BuildCardsOptions,
): readonly Card[] {
  const cards = contentCards(runnable, evaluation, options).toSorted(
    (a, b) => urgency[a.indicator] - urgency[b.indicator],
  );
  if (cards.length > maxCards) options.onLeftOut?.(cards.length - maxCards);
  return cards.slice(0, maxCards).map((card) => withUuids(withSource(card, options.modelCardUrl), options.newUuid));
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

const withSource = (card: Card, url: string | undefined): Card =>
  url === undefined ? card : { ...card, source: { ...card.source, url } };

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
