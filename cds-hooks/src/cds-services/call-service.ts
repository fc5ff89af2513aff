import { CardwrightError, type Card, type CdsResponse, type Evaluation } from '@cardwright/cds-service';
import type { AuthenticatedClient } from '../authentication/client-authenticator.ts';
import type { Host, ServedService, ServedVersion } from '../host.ts';
import { parseCdsRequest, type CdsRequest } from '../wire/parse-cds-request.ts';
import { encodeCdsResponse } from '../wire/encode-cds-response.ts';
import { holdVersions } from '../versions/hold-versions.ts';
import { retainRequest } from '../versions/retain-request.ts';
import { versionFor } from '../versions/version-for.ts';
import { withDeadline } from '../with-deadline.ts';
import { evaluateCall, type Call } from './evaluate-call.ts';
import { readQuieting, withQuiet } from './quiet-period.ts';
import { readEarlier, withChanges } from './read-earlier.ts';
import { runChallengers } from './run-challengers.ts';
import { unobtainable } from './unobtainable.ts';
import { withCards } from './with-cards.ts';

/**
 * One CDS Hooks call: parse, find, complete the prefetch, evaluate, build cards, record, encode. `client` is who calls,
 * where clients are authenticated. Every evaluation is recorded before it is answered, whatever its outcome.
 * Errors: `bad-request`, `unknown-service`, `wrong-patient`, `prefetch-incomplete`, `deadline-exceeded`, `card-invalid`, and
 * those of the models.
 */
export function callService(host: Host, id: string, body: unknown, client?: AuthenticatedClient): Promise<CdsResponse> {
  try {
    // Nothing that waits below holds the body: see `forgetPrefetch`.
    return answerRequest(host, id, parseCdsRequest(body), client);
  } catch (error) {
    return Promise.reject(error);
  }
}

async function answerRequest(
  host: Host,
  id: string,
  request: CdsRequest,
  client: AuthenticatedClient | undefined,
): Promise<CdsResponse> {
  const service = findServed(host, id);
  const letGo = holdVersions(service);
  try {
    const served = versionFor(service, request.context.patientId, host.assignmentKey);
    const keepsChart = host.retainRequestsDays !== undefined || (service.challengers ?? []).length > 0;
    const answer = await answerCall(host, served, { request, client, keepsChart });
    runChallengers(host, service, { request, client, answered: answer.evaluation.id });
    if (answer.refusal !== undefined) throw answer.refusal;
    return await host.tracing.span('encode', {}, async () =>
      encodeCdsResponse(answer.evaluation, served.status === 'silent'),
    );
  } finally {
    letGo();
  }
}

interface Answer {
  readonly evaluation: Evaluation;
  readonly refusal: CardwrightError | undefined;
}

/** The evaluation of the version that answers this patient, recorded. */
async function answerCall(host: Host, served: ServedVersion, call: Call): Promise<Answer> {
  const { request, client } = call;
  const started = performance.now();
  // Both at once: the store answers while the models run.
  const [{ evaluation: evaluated, parts }, last, earlier] = await Promise.all([
    withDeadline(host.limits.deadlineMs, (signal) => evaluateCall(host, served, call, signal)),
    readQuieting(host.store, served, request.context),
    readEarlier(host, served, request),
  ]);
  const built = withCards(host, served, request, withChanges(evaluated, earlier), client?.config.profile ?? 'standard');
  const evaluation = await withQuiet(host.store, served, built, last);
  const refusal = refusalOf(evaluation);
  const isShown = refusal === undefined && served.status !== 'silent' && evaluation.suppressed === undefined;
  await host.tracing.span('record', {}, () =>
    Promise.all([
      recordCall(host, request, evaluation, isShown ? evaluation.cards : []),
      retainRequest(host, evaluation, parts),
    ]),
  );
  host.metrics.countEvaluation(evaluation, (performance.now() - started) / 1000);
  return { evaluation, refusal };
}

function findServed(host: Host, id: string): ServedService {
  const served = host.services.get(id);
  if (served === undefined) throw new CardwrightError('unknown-service', 'There is no such service here.');
  return served;
}

/** Only cards that leave are issued: feedback on any other is feedback on a card that nobody saw. */
async function recordCall(
  host: Host,
  request: CdsRequest,
  evaluation: Evaluation,
  shown: readonly Card[],
): Promise<void> {
  const about = {
    evaluation: evaluation.id,
    service: evaluation.service,
    patient: evaluation.patient,
    hookInstance: request.hookInstance,
    issuedAt: evaluation.asOf,
  };
  const issued = shown.flatMap(({ uuid }) => (uuid === undefined ? [] : [{ uuid, ...about }]));
  await host.store.recordEvaluation(evaluation, issued);
}

/** `failed` is never 200; required data that nobody could give is 412, and only then. */
function refusalOf(evaluation: Evaluation): CardwrightError | undefined {
  const { id, outcome, error } = evaluation;
  if (outcome === 'failed') {
    const { code, message } = error ?? { code: 'internal', message: 'An unexpected failure.' };
    return new CardwrightError(code, message, { evaluation: id });
  }
  const unobtained = unobtainable(evaluation);
  if (unobtained.length === 0) return undefined;
  return new CardwrightError(
    'prefetch-incomplete',
    `Required data was neither supplied nor could it be fetched: ${unobtained.join(', ')}.`,
    { evaluation: id },
  );
}
