import type { Evaluation } from '@cardwright/cds-service';
import { evaluate } from '@cardwright/evaluation';
import type { AuthenticatedClient } from '../authentication/client-authenticator.ts';
import { zoneOffsetMinutes } from '../config/zone-offset-minutes.ts';
import { errorKind } from '../error-kind.ts';
import type { Host, ServedVersion } from '../host.ts';
import { recordFromParts, type RecordParts } from '../record-from-parts.ts';
import type { CdsRequest } from '../wire/parse-cds-request.ts';
import { acceptHook } from './accept-hook.ts';
import { gatherPrefetch } from './gather-prefetch.ts';
import { refuseWrongPatient } from './refuse-wrong-patient.ts';
import { unobtainable } from './unobtainable.ts';

/** An evaluation, and what the record was made from. */
export interface EvaluatedCall {
  readonly evaluation: Evaluation;
  readonly parts: RecordParts;
}

/**
 * A call as one version of a service evaluates it, with its prefetch completed for that version. Nothing is recorded here.
 * Errors: `bad-request`, `wrong-patient`.
 */
export async function evaluateCall(
  host: Host,
  served: ServedVersion,
  request: CdsRequest,
  signal: AbortSignal,
  client: AuthenticatedClient | undefined,
): Promise<EvaluatedCall> {
  const notes = [...request.notes, ...acceptHook(served.service.manifest.hooks, request)];
  const { fhirServer, accessToken } = request;
  const fhir = fhirServer === undefined ? undefined : host.fhirFor(fhirServer, accessToken, client);
  const callBacks = fhir === undefined ? signal : callBackSignal(signal, host.limits.deadlineMs);
  const concerned = mayConcern(served, request);
  const parts = await gatherPrefetch({
    templates: concerned ? served.templates : [],
    ...(served.otherwiseAsked === undefined ? {} : { otherwiseAsked: served.otherwiseAsked }),
    supplied: concerned ? request.prefetch : {},
    patientId: request.context.patientId,
    zoneOffsetMinutes: zoneOffsetMinutes(host.timeZone, host.now().toISOString()),
    ...(fhir === undefined ? {} : { fhir }),
    maxPages: host.limits.maxPages,
    signal: callBacks,
  });
  const record = recordFromParts(parts);
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
  return { evaluation: failedWhenLate(evaluation, callBacks), parts };
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
