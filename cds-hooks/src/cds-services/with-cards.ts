import { CardwrightError, type Evaluation } from '@cardwright/cds-service';
import { buildCards } from '@cardwright/evaluation';
import { zoneOffsetMinutes } from '../config/zone-offset-minutes.ts';
import { errorKind } from '../error-kind.ts';
import type { Host, ServedVersion } from '../host.ts';
import { adaptToProfile, type ClientProfile } from '../wire/adapt-to-profile.ts';
import { modelCardUrl } from '../model-cards/model-card-url.ts';
import { checkResponse } from '../wire/check-response.ts';
import { encodeCdsResponse } from '../wire/encode-cds-response.ts';
import type { CdsRequest } from '../wire/parse-cds-request.ts';
import { sayChanges } from './say-changes.ts';

/**
 * The evaluation with its cards as the client can show them. A response that breaks a rule never leaves: the evaluation
 * becomes a failure (`card-invalid`), to be recorded like any other.
 */
export function withCards(
  host: Host,
  served: ServedVersion,
  request: CdsRequest,
  evaluation: Evaluation,
  profile: ClientProfile,
): Evaluation {
  try {
    return checked(buildFor(host, served, request, evaluation, profile));
  } catch (error) {
    const about = { service: evaluation.service, evaluation: evaluation.id, error: errorKind(error) };
    host.log.error(about, 'card refused');
    const message = error instanceof CardwrightError ? error.message : 'A card could not be built.';
    return { ...evaluation, outcome: 'failed', cards: [], error: { code: 'card-invalid', message } };
  }
}

function buildFor(
  { newUuid, publicBaseUrl, log, timeZone }: Host,
  served: ServedVersion,
  { context }: CdsRequest,
  evaluation: Evaluation,
  profile: ClientProfile,
): Evaluation {
  const built = buildCards(served, evaluation, {
    context,
    newUuid,
    publicBaseUrl,
    modelCardUrl: modelCardUrl(publicBaseUrl, evaluation.service),
    onLeftOut: (count) => log.warn({ service: evaluation.service, count }, 'cards left out'),
  });
  const offset = (instant: string) => zoneOffsetMinutes(timeZone, instant);
  const said = sayChanges(built, evaluation, timeZone === 'UTC' ? undefined : offset);
  const { cards, notes } = adaptToProfile(said, profile, { service: evaluation.service, newUuid });
  const adapted = profile === 'standard' ? {} : { clientProfile: profile };
  return {
    ...evaluation,
    ...adapted,
    cards,
    ...(notes.length === 0 ? {} : { notes: [...(evaluation.notes ?? []), ...notes] }),
  };
}

function checked(evaluation: Evaluation): Evaluation {
  const violations = checkResponse(encodeCdsResponse(evaluation, false));
  if (violations.length > 0)
    throw new CardwrightError('card-invalid', `A card breaks the rules: ${violations.join('; ')}.`);
  return evaluation;
}
