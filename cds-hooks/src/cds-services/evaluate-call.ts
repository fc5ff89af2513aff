import type { Evaluation } from '@cardwright/cds-service';
import type { AuthenticatedClient } from '../authentication/client-authenticator.ts';
import { zoneOffsetMinutes } from '../config/zone-offset-minutes.ts';
import { errorKind } from '../error-kind.ts';
import type { Host, ServedVersion } from '../host.ts';
import { recordFromParts, type RecordParts } from '../record-from-parts.ts';
import { traceEvaluate } from '../tracing/trace-evaluate.ts';
import type { CdsRequest } from '../wire/parse-cds-request.ts';
import { acceptHook } from './accept-hook.ts';
import { forgetPrefetch } from './forget-prefetch.ts';
import { gatherPrefetch, type GatherPrefetchOptions } from './gather-prefetch.ts';
import { refuseWrongPatient } from './refuse-wrong-patient.ts';
import { unobtainable } from './unobtainable.ts';

/** A parsed call, who made it, and whether its chart is needed after its features have been read. */
export interface Call {
  readonly request: CdsRequest;
  readonly client: AuthenticatedClient | undefined;
  readonly keepsChart: boolean;
}

/** An evaluation, and what the record was made from where that is kept. */
export interface EvaluatedCall {
  readonly evaluation: Evaluation;
  readonly parts?: RecordParts;
}

/**
 * A call as one version of a service evaluates it, with its prefetch completed for that version. Nothing is recorded here.
 * Errors: `bad-request`, `wrong-patient`.
 */
export function evaluateCall(
  host: Host,
  served: ServedVersion,
  call: Call,
  signal: AbortSignal,
): Promise<EvaluatedCall> {
  const { request, client } = call;
  const notes = [...request.notes, ...acceptHook(served.service.manifest.hooks, request)];
  const { fhirServer, accessToken } = request;
  const fhir = fhirServer === undefined ? undefined : host.fhirFor(fhirServer, accessToken, client);
  const callBacks = fhir === undefined ? signal : callBackSignal(signal, host.limits.deadlineMs);
  const concerned = mayConcern(served, request);
  const gathered = traceGather(host, {
    templates: concerned ? served.templates : [],
    ...(served.otherwiseAsked === undefined ? {} : { otherwiseAsked: served.otherwiseAsked }),
    supplied: concerned ? request.prefetch : {},
    patientId: request.context.patientId,
    zoneOffsetMinutes: zoneOffsetMinutes(host.timeZone, host.now().toISOString()),
    ...(fhir === undefined ? {} : { fhir }),
    maxPages: host.limits.maxPages,
    signal: callBacks,
  });
  // No `await`: it would hold the chart in this frame until the models have run; see `forgetPrefetch`.
  return gathered.then((parts) => evaluateParts(host, served, call, { parts, notes, signal, callBacks }));
}

/** A frame of its own, so that nothing that waits holds what the client supplied. */
const traceGather = (host: Host, options: GatherPrefetchOptions): Promise<RecordParts> =>
  host.tracing.span('prefetch', {}, () => gatherPrefetch(options));

interface Gathered {
  readonly parts: RecordParts;
  readonly notes: readonly string[];
  readonly signal: AbortSignal;
  readonly callBacks: AbortSignal;
}

function evaluateParts(
  host: Host,
  served: ServedVersion,
  { request, keepsChart }: Call,
  { parts, notes, signal, callBacks }: Gathered,
): Promise<EvaluatedCall> {
  const record = recordFromParts(parts);
  refuseWrongPatient(record);
  if (!keepsChart) forgetPrefetch(request);
  const kept = keepsChart ? { parts } : {};
  const evaluated = traceEvaluate(host.tracing, served, {
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
  return evaluated.then((evaluation) => ({ evaluation: failedWhenLate(evaluation, callBacks), ...kept }));
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
function mayConcern({ service }: ServedVersion, { context }: CdsRequest): boolean {
  try {
    return service.concerns(context);
  } catch {
    return true;
  }
}
