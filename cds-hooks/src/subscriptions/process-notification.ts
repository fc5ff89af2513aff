import { CardwrightError, type Evaluation } from '@cardwright/cds-service';
import { evaluate } from '@cardwright/evaluation';
import { concernsResource } from '@cardwright/features';
import { zoneOffsetMinutes } from '../config/zone-offset-minutes.ts';
import { fetchTemplate } from '../fetch-template.ts';
import { errorKind } from '../error-kind.ts';
import type { Host, ServedService, ServedVersion, Source } from '../host.ts';
import { isTransient } from '../is-transient.ts';
import { partsFromEntries } from '../parts-from-entries.ts';
import { recordFromParts, type RecordParts } from '../record-from-parts.ts';
import { holdVersions } from '../versions/hold-versions.ts';
import { retainRequest } from '../versions/retain-request.ts';
import { versionFor } from '../versions/version-for.ts';
import { findPatients, type ChangedPatient, type Notification } from './find-patients.ts';
import { publishAssessment } from './publish-assessment.ts';

/**
 * One notification at our own pace: find the patients, read each record afresh, evaluate every service that listens
 * to what changed, record, publish. Throws when the source cannot be read or written, so that the event is tried again;
 * an evaluation that failed is thrown too, after the others had their turn: a failure is never taken for done.
 */
export async function processNotification(
  host: Host,
  source: Source,
  notification: Notification,
  signal: AbortSignal,
): Promise<void> {
  let failure: Evaluation['error'];
  for (const changed of await findPatients(source, notification, signal)) {
    const services = listeners(host, changed);
    const letGo = services.map(holdVersions);
    try {
      for (const service of services) failure ??= await answerChange(host, source, service, changed, signal);
    } finally {
      for (const one of letGo) one();
    }
  }
  if (failure !== undefined) throw new CardwrightError(failure.code, failure.message);
}

/**
 * One service about one patient: the version that answers the patient is evaluated and published, challengers are evaluated
 * and recorded beside it. Gives the error of an evaluation that failed; a challenger's failure is its own.
 */
async function answerChange(
  host: Host,
  source: Source,
  service: ServedService,
  changed: ChangedPatient,
  signal: AbortSignal,
): Promise<Evaluation['error']> {
  const served = versionFor(service, changed.patientId, host.assignmentKey);
  const evaluation = await evaluatePatient(host, source, served, changed, signal);
  if (evaluation.outcome === 'assessed' && served.status === 'active')
    await publishAssessment(host, source, evaluation, signal);
  for (const challenger of service.challengers ?? []) {
    try {
      await evaluatePatient(host, source, challenger, changed, signal, evaluation.id);
    } catch (error) {
      const { version } = challenger;
      host.metrics.countChallenger(evaluation.service, version, 'failed');
      host.log.error({ service: evaluation.service, version, error: errorKind(error) }, 'challenger failed');
    }
  }
  return evaluation.error;
}

function listeners(host: Host, { changes }: ChangedPatient): readonly ServedService[] {
  return [...host.services.values()].filter(({ service }) =>
    changes.some(
      (change) =>
        service.manifest.notifications.includes(change.resourceType) && concernsResource(service.features, change),
    ),
  );
}

async function evaluatePatient(
  host: Host,
  source: Source,
  served: ServedVersion,
  { patientId }: ChangedPatient,
  signal: AbortSignal,
  challengerOf?: string,
): Promise<Evaluation> {
  const started = performance.now();
  const offset = zoneOffsetMinutes(host.timeZone, host.now().toISOString());
  const parts = await readParts(source, served, patientId, signal, offset);
  const context = { hook: 'notification', patientId, draftOrders: [], selections: [] };
  const evaluated = await evaluate(served, {
    id: host.newUuid(),
    record: recordFromParts(parts),
    context,
    asOf: host.now().toISOString(),
    clock: 'live',
    engine: host.engine,
    signal,
    onUnexpected: (error) =>
      host.log.error({ service: served.service.manifest.id, error: errorKind(error) }, 'evaluation failed'),
  });
  const evaluation = challengerOf === undefined ? evaluated : { ...evaluated, challengerOf };
  await Promise.all([host.store.recordEvaluation(evaluation, []), retainRequest(host, evaluation, parts)]);
  const { service, version, outcome } = evaluation;
  if (challengerOf === undefined) host.metrics.countEvaluation(evaluation, (performance.now() - started) / 1000);
  else host.metrics.countChallenger(service, version, outcome);
  return evaluation;
}

/** A query that the server refuses for good is `failed`; one that may be answered later is thrown, so that we come again. */
async function readParts(
  source: Source,
  served: ServedVersion,
  patientId: string,
  signal: AbortSignal,
  zoneOffsetMinutes: number,
): Promise<RecordParts> {
  const answers = await Promise.all(
    served.templates.map(
      async (template) => [template.key, await fetchTemplate(source.fhir, template, patientId, signal)] as const,
    ),
  );
  const states = new Map(answers);
  for (const { error } of states.values()) if (isTransient(error)) throw error;
  return partsFromEntries(patientId, states.values(), states, zoneOffsetMinutes);
}
