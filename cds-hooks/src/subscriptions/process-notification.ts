import { CardwrightError, type Evaluation } from '@cardwright/cds-service';
import { evaluate } from '@cardwright/evaluation';
import { concernsResource } from '@cardwright/features';
import type { PatientRecord } from '@cardwright/fhir';
import { zoneOffsetMinutes } from '../config/zone-offset-minutes.ts';
import { fetchTemplate } from '../fetch-template.ts';
import { errorKind } from '../error-kind.ts';
import type { Host, ServedService, Source } from '../host.ts';
import { isTransient } from '../is-transient.ts';
import { recordFromEntries } from '../record-from-entries.ts';
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
    for (const served of listeners(host, changed)) {
      const evaluation = await evaluatePatient(host, source, served, changed, signal);
      failure ??= evaluation.error;
      if (evaluation.outcome === 'assessed' && served.status === 'active') {
        await publishAssessment(host, source, evaluation, signal);
      }
    }
  }
  if (failure !== undefined) throw new CardwrightError(failure.code, failure.message);
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
  served: ServedService,
  { patientId }: ChangedPatient,
  signal: AbortSignal,
): Promise<Evaluation> {
  const started = performance.now();
  const evaluation = await evaluate(served, {
    id: host.newUuid(),
    record: await readPatientRecord(
      source,
      served,
      patientId,
      signal,
      zoneOffsetMinutes(host.timeZone, host.now().toISOString()),
    ),
    context: { hook: 'notification', patientId, draftOrders: [], selections: [] },
    asOf: host.now().toISOString(),
    clock: 'live',
    engine: host.engine,
    signal,
    onUnexpected: (error) =>
      host.log.error({ service: served.service.manifest.id, error: errorKind(error) }, 'evaluation failed'),
  });
  await host.store.recordEvaluation(evaluation, []);
  host.metrics.countEvaluation(evaluation, (performance.now() - started) / 1000);
  return evaluation;
}

/** A query that the server refuses for good is `failed`; one that may be answered later is thrown, so that we come again. */
async function readPatientRecord(
  source: Source,
  served: ServedService,
  patientId: string,
  signal: AbortSignal,
  zoneOffsetMinutes: number,
): Promise<PatientRecord> {
  const answers = await Promise.all(
    served.templates.map(
      async (template) => [template.key, await fetchTemplate(source.fhir, template, patientId, signal)] as const,
    ),
  );
  const states = new Map(answers);
  for (const { error } of states.values()) if (isTransient(error)) throw error;
  return recordFromEntries(patientId, states.values(), states, zoneOffsetMinutes);
}
