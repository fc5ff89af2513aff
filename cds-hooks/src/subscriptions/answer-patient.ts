import { CardwrightError, type Evaluation } from '@cardwright/cds-service';
import type { PrefetchTemplate } from '@cardwright/features';
import type { PatientWake } from '@cardwright/store';
import { zoneOffsetMinutes } from '../config/zone-offset-minutes.ts';
import { fetchTemplate, type PrefetchEntry } from '../fetch-template.ts';
import { errorKind } from '../error-kind.ts';
import type { Host, ServedService, ServedVersion, Source } from '../host.ts';
import { isTransient } from '../is-transient.ts';
import { partsFromEntries } from '../parts-from-entries.ts';
import { recordFromParts, type RecordParts } from '../record-from-parts.ts';
import { traceEvaluate } from '../tracing/trace-evaluate.ts';
import { holdVersions } from '../versions/hold-versions.ts';
import { retainRequest } from '../versions/retain-request.ts';
import { versionFor } from '../versions/version-for.ts';
import { preparePublication, type Publication } from './prepare-publication.ts';
import { readPublished } from '../published/published.ts';
import { readPublishers } from '../published/publishers.ts';
import { publishEvaluation } from './publish-evaluation.ts';
import { publisherFor } from './publishes.ts';
import { rememberBasis } from './remember-basis.ts';
import { versionOf } from './version-of.ts';
import { withdrawAdvice } from './withdraw-advice.ts';

/** A service whose Flag or Task is to be looked at again, at an epoch millisecond. */
export interface Recheck {
  readonly service: string;
  readonly atMs: number;
}

/** What one turn for one patient works with. */
interface Turn {
  readonly host: Host;
  readonly source: Source;
  readonly patient: string;
  readonly signal: AbortSignal;
  /** One answer for each query, whichever services ask it: they judge the same chart. */
  readonly fetch: (template: PrefetchTemplate) => Promise<PrefetchEntry>;
}

/**
 * Evaluates the woken services on the patient's record as it is now, records, publishes; what services have standing for the patient
 * that publish nothing any more is withdrawn. Throws when the source cannot be read or written, so that the work is tried again; an
 * evaluation that failed is thrown too, after the others had their turn: a failure is never taken for done. Doing it again writes
 * nothing twice. Gives when the clock alone may change what was published.
 */
export async function answerPatient(
  host: Host,
  source: Source,
  { patient, services }: Pick<PatientWake, 'patient' | 'services'>,
  signal: AbortSignal,
): Promise<readonly Recheck[]> {
  const asked = new Map<string, Promise<PrefetchEntry>>();
  const fetch = (template: PrefetchTemplate): Promise<PrefetchEntry> => {
    const answer = asked.get(template.template) ?? fetchTemplate(source.fhir, template, patient, signal);
    asked.set(template.template, answer);
    return answer;
  };
  const turn: Turn = { host, source, patient, signal, fetch };
  // What one cannot do does not keep the other from its turn.
  const answered = answerServices(turn, services);
  await Promise.allSettled([answered]);
  const withdrawn = withdrawOverdue(turn, services);
  await Promise.allSettled([withdrawn]);
  const rechecks = await answered;
  await withdrawn;
  return rechecks;
}

async function answerServices(turn: Turn, services: readonly string[]): Promise<readonly Recheck[]> {
  const served = services.flatMap((id) => turn.host.services.get(id) ?? []);
  const letGo = served.map(holdVersions);
  let failure: Evaluation['error'];
  const rechecks: Recheck[] = [];
  try {
    for (const service of served) {
      const { error, recheckAt } = await answerService(turn, service);
      failure ??= error;
      if (recheckAt !== undefined) rechecks.push({ service: service.service.manifest.id, atMs: Date.parse(recheckAt) });
    }
  } finally {
    for (const one of letGo) one();
  }
  if (failure !== undefined) throw new CardwrightError(failure.code, failure.message);
  return rechecks;
}

/** After the answers, so that what was published while its service was switched off goes at once. */
async function withdrawOverdue({ host, source, patient, signal }: Turn, services: readonly string[]): Promise<void> {
  const candidates = new Set([...services, ...(await readPublishers(host.store, source.id))]);
  for (const service of candidates) {
    if (publisherFor(host, service, patient) !== undefined) continue;
    await host.tracing.span('publish', { 'cardwright.service': service }, () =>
      withdrawAdvice(host, source, { service, patient }, signal),
    );
  }
}

/**
 * The version that answers the patient is evaluated and published, challengers are evaluated and recorded beside it. Gives the
 * error of an evaluation that failed; a challenger's failure is its own.
 */
async function answerService(
  turn: Turn,
  service: ServedService,
): Promise<{ readonly error: Evaluation['error']; readonly recheckAt: string | undefined }> {
  const { host, source, patient, signal } = turn;
  const served = versionFor(service, patient, host.assignmentKey);
  const { evaluation, publication, parts } = await evaluatePatient(turn, served);
  // Before anything stands on it: of what is deleted while we write, nobody would be told.
  const basis = Object.values(evaluation.features.features).flatMap(({ references }) => references);
  await rememberBasis(host, source, patient, basis);
  if (publication !== undefined)
    await host.tracing.span('publish', { 'cardwright.service': evaluation.service }, () =>
      publishEvaluation(host, source, served, publication, versionOf(parts.resources), signal),
    );
  for (const challenger of service.challengers ?? []) {
    try {
      await evaluatePatient(turn, challenger, evaluation.id);
    } catch (error) {
      const { version } = challenger;
      host.metrics.countChallenger(evaluation.service, version, 'failed');
      host.log.error({ service: evaluation.service, version, error: errorKind(error) }, 'challenger failed');
    }
  }
  const { error, escalation, suppressed } = evaluation;
  const hasClock = escalation !== undefined || suppressed !== undefined;
  const published = hasClock
    ? await readPublished(host.store, { source: source.id, service: evaluation.service, patient })
    : undefined;
  return { error, recheckAt: published?.state.recheckAt };
}

/** An evaluation, recorded, with what it was made from and what publishing it is to do. */
interface Evaluated {
  readonly evaluation: Evaluation;
  readonly parts: RecordParts;
  readonly publication?: Publication;
}

async function evaluatePatient(turn: Turn, served: ServedVersion, challengerOf?: string): Promise<Evaluated> {
  const { host, source, patient: patientId, signal } = turn;
  const started = performance.now();
  const parts = await host.tracing.span('prefetch', {}, () => readParts(turn, served));
  const evaluated = await traceEvaluate(host.tracing, served, {
    id: host.newUuid(),
    record: recordFromParts(parts),
    context: { hook: 'notification', patientId, draftOrders: [], selections: [] },
    asOf: host.now().toISOString(),
    clock: 'live',
    engine: host.engine,
    signal,
    onUnexpected: (error) =>
      host.log.error({ service: served.service.manifest.id, error: errorKind(error) }, 'evaluation failed'),
  });
  const publication =
    challengerOf === undefined ? await preparePublication(host, source, served, evaluated) : undefined;
  const evaluation =
    challengerOf === undefined ? (publication?.evaluation ?? evaluated) : { ...evaluated, challengerOf };
  await host.tracing.span('record', {}, () =>
    Promise.all([host.store.recordEvaluation(evaluation, []), retainRequest(host, evaluation, parts)]),
  );
  const { service, version, outcome } = evaluation;
  if (challengerOf === undefined) host.metrics.countEvaluation(evaluation, (performance.now() - started) / 1000);
  else host.metrics.countChallenger(service, version, outcome);
  return { evaluation, parts, ...(publication === undefined ? {} : { publication }) };
}

/** A query that the server refuses for good is `failed`; one that may be answered later is thrown, so that we come again. */
async function readParts({ host, patient, fetch }: Turn, served: ServedVersion): Promise<RecordParts> {
  const answers = await Promise.all(
    served.templates.map(async (template) => [template.key, await fetch(template)] as const),
  );
  const states = new Map(answers);
  for (const { error } of states.values()) if (isTransient(error)) throw error;
  const offset = zoneOffsetMinutes(host.timeZone, host.now().toISOString());
  return partsFromEntries(patient, states.values(), states, offset);
}
