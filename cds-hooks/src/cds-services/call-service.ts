import { CardwrightError, type Card, type CdsResponse, type Evaluation } from '@cardwright/cds-service';
import { evaluate } from '@cardwright/evaluation';
import { zoneOffsetMinutes } from '../config/zone-offset-minutes.ts';
import type { AuthenticatedClient } from '../authentication/client-authenticator.ts';
import { errorKind } from '../error-kind.ts';
import type { Host, ServedService } from '../host.ts';
import { parseCdsRequest, type CdsRequest } from '../wire/parse-cds-request.ts';
import { encodeCdsResponse } from '../wire/encode-cds-response.ts';
import { acceptHook } from './accept-hook.ts';
import { completePrefetch } from './complete-prefetch.ts';
import { withDeadline } from '../with-deadline.ts';
import { refuseWrongPatient } from './refuse-wrong-patient.ts';
import { withCards } from './with-cards.ts';

/**
 * One CDS Hooks call: parse, find, complete the prefetch, evaluate, build cards, record, encode. `client` is who calls,
 * where clients are authenticated. Every evaluation is recorded before it is answered, whatever its outcome.
 * Errors: `bad-request`, `unknown-service`, `wrong-patient`, `prefetch-incomplete`, `deadline-exceeded`, `card-invalid`, and
 * those of the models.
 */
export async function callService(
  host: Host,
  id: string,
  body: unknown,
  client?: AuthenticatedClient,
): Promise<CdsResponse> {
  const started = performance.now();
  const request = parseCdsRequest(body);
  const served = findServed(host, id);
  const evaluated = await withDeadline(host.limits.deadlineMs, (signal) =>
    evaluateCall(host, served, request, signal, client),
  );
  const evaluation = withCards(host, served, request, evaluated, client?.config.profile ?? 'standard');
  const refusal = refusalOf(evaluation);
  const isShown = refusal === undefined && served.status !== 'silent';
  await recordCall(host, request, evaluation, isShown ? evaluation.cards : []);
  host.metrics.countEvaluation(evaluation, (performance.now() - started) / 1000);
  if (refusal !== undefined) throw refusal;
  return encodeCdsResponse(evaluation, served.status === 'silent');
}

function findServed(host: Host, id: string): ServedService {
  const served = host.services.get(id);
  if (served === undefined) throw new CardwrightError('unknown-service', 'There is no such service here.');
  return served;
}

async function evaluateCall(
  host: Host,
  served: ServedService,
  request: CdsRequest,
  signal: AbortSignal,
  client: AuthenticatedClient | undefined,
): Promise<Evaluation> {
  const notes = [...request.notes, ...acceptHook(served.service.manifest.hooks, request)];
  const { fhirServer, accessToken } = request;
  const fhir = fhirServer === undefined ? undefined : host.fhirFor(fhirServer, accessToken, client);
  const callBacks = fhir === undefined ? signal : callBackSignal(signal, host.limits.deadlineMs);
  const concerned = mayConcern(served, request);
  const record = await completePrefetch({
    templates: concerned ? served.templates : [],
    supplied: concerned ? request.prefetch : {},
    patientId: request.context.patientId,
    zoneOffsetMinutes: zoneOffsetMinutes(host.timeZone, host.now().toISOString()),
    ...(fhir === undefined ? {} : { fhir }),
    maxPages: host.limits.maxPages,
    signal: callBacks,
  });
  refuseWrongPatient(record);
  const evaluation = await evaluate(served, {
    id: host.newUuid(),
    record,
    context: request.context,
    asOf: host.now().toISOString(),
    clock: 'live',
    engine: host.engine,
    notes,
    signal,
    onUnexpected: (error) =>
      host.log.error({ service: served.service.manifest.id, error: errorKind(error) }, 'evaluation failed'),
  });
  return failedWhenLate(evaluation, callBacks);
}

/** Required data that is missing because a call-back ran out of time says nothing about the chart: the evaluation failed. */
function failedWhenLate(evaluation: Evaluation, callBacks: AbortSignal): Evaluation {
  if (!callBacks.aborted || unobtainable(evaluation).length === 0) return evaluation;
  const error = { code: 'deadline-exceeded', message: 'The FHIR server did not answer in time.' } as const;
  return { ...evaluation, outcome: 'failed', error };
}

/**
 * Call-backs end at three quarters of the deadline: what a hanging FHIR server did not answer is then `query-failed`, and the
 * rest of the time is for an answer from what is there.
 */
const callBackSignal = (signal: AbortSignal, deadlineMs: number): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(Math.floor(deadlineMs * 0.75))]);

/** Content that fails here fails again inside the evaluation, where the failure is recorded. */
function mayConcern({ service }: ServedService, { context }: CdsRequest): boolean {
  try {
    return service.concerns(context);
  } catch {
    return true;
  }
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

/** Required features that nobody supplied and that could not be fetched, where the evaluation failed for want of them. */
function unobtainable({ outcome, missing }: Evaluation): readonly string[] {
  if (outcome !== 'insufficient-data') return [];
  return missing
    .filter(({ required, reason }) => required && (reason === 'not-queried' || reason === 'query-failed'))
    .map(({ feature }) => feature);
}
