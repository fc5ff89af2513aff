import { CardwrightError, type Evaluation } from '@cardwright/cds-service';
import { currentIdentity, type PublishedAbout, type VersionOf } from '@cardwright/audit';
import { releaseMinutes } from '@cardwright/evaluation';
import type { Host, ServedVersion, Source } from '../host.ts';
import type { Publication } from './prepare-publication.ts';
import { publishAdvice, type Advice } from './publish-advice.ts';
import { forgetDevice, publishDevice } from './publish-device.ts';
import { publishEscalation, wordsOf } from './publish-escalation.ts';
import { addPublishers } from '../published/publishers.ts';
import { writePublished, type Published, type RaisedAt, type StoredPublished } from '../published/published.ts';
import { sha256 } from './sha256.ts';

/** What every step of publishing one evaluation works with. */
export interface Publishing {
  readonly host: Host;
  readonly source: Source;
  readonly served: ServedVersion;
  readonly publication: Publication;
  readonly about: PublishedAbout;
  /** `currentIdentity` of the service for the patient. */
  readonly current: string;
  readonly signal: AbortSignal;
}

/**
 * Brings the source to what a prepared and recorded evaluation says: Device, RiskAssessment, GuidanceResponse, Provenance,
 * Flag or Task, in this order, each by conditional update on an identifier. That it is begun is written down first and what
 * stands is written down last, so that after an end at any point doing it again leads to the same. Nothing is written where nothing
 * changed. Throws what the client throws.
 */
export async function publishEvaluation(
  host: Host,
  source: Source,
  served: ServedVersion,
  publication: Publication,
  versionOf: VersionOf,
  signal: AbortSignal,
): Promise<void> {
  const { service, escalation } = publication.evaluation;
  try {
    const result = await publish(host, source, served, { publication, versionOf, signal });
    host.metrics.countPublished(service, result);
    if (escalation !== undefined) host.metrics.countEscalation(service, escalation.state);
  } catch (error) {
    host.metrics.countPublished(service, 'failed');
    if (mayMissDevice(error)) await forgetDevice(host, source, served);
    throw error;
  }
}

interface What {
  readonly publication: Publication;
  readonly versionOf: VersionOf;
  readonly signal: AbortSignal;
}

async function publish(
  host: Host,
  source: Source,
  served: ServedVersion,
  { publication, versionOf, signal }: What,
): Promise<'written' | 'unchanged'> {
  const { evaluation, stored } = publication;
  const of = { source: source.id, service: evaluation.service, patient: evaluation.patient };
  const todo = whatIsToDo(publication);
  if (!todo.isAny) {
    if (stored !== undefined && publication.raised !== undefined)
      await writePublished(host.store, of, { ...stored.state, ...clockState(publication, served) }, stored);
    return 'unchanged';
  }
  // What failed says nothing of what stands.
  const hasEnded = evaluation.outcome !== 'failed';
  await addPublishers(host.store, source.id, [evaluation.service]);
  const begun = hasEnded ? await writePublished(host.store, of, begunState(publication), stored) : stored;
  const deviceReference = await publishDevice(host, source, served, signal);
  const current = currentIdentity(of, sha256);
  const about = aboutOf(publication, served, { deviceReference, versionOf });
  const publishing: Publishing = { host, source, served, publication, about, current, signal };
  const advice = todo.advice ? await publishAdvice(publishing) : adviceOf(stored);
  if (!hasEnded) return 'written';
  const raised = await publishEscalation(publishing, advice.riskAssessment);
  const { recheckAt } = clockState(publication, served);
  const end = {
    ...stateOf(publication),
    ...advice,
    ...(raised === undefined ? {} : { raised }),
    ...(recheckAt === undefined ? {} : { recheckAt }),
  };
  await writePublished(host.store, of, end, begun);
  return 'written';
}

function aboutOf(
  { evaluation, identity }: Publication,
  { service: { manifest } }: ServedVersion,
  rest: Pick<PublishedAbout, 'deviceReference' | 'versionOf'>,
): PublishedAbout {
  const encounterId = evaluation.context?.encounterId;
  return {
    ...rest,
    patientReference: `Patient/${evaluation.patient}`,
    ...(encounterId === undefined ? {} : { encounterReference: `Encounter/${encounterId}` }),
    assessmentIdentity: identity,
    serviceTitle: manifest.title,
  };
}

/** The advice is written when something is new about it, the Flag or Task when it changes or is not known to be written. */
function whatIsToDo({ evaluation, stored, identity, raised }: Publication) {
  const before = stored?.state;
  const known = before?.isPending || before?.isWithdrawn ? undefined : before;
  const isSame = known?.identity === identity && known.outcome === evaluation.outcome;
  const advice = !isSame && !isBesideThePoint(evaluation, known);
  const move = evaluation.escalation?.state;
  const escalation =
    move === 'raised' ||
    move === 'lowered' ||
    move === 'released' ||
    (raised !== undefined && before?.raised?.reference === undefined) ||
    isReworded(evaluation, before?.raised);
  return { advice, isAny: advice || escalation };
}

/** What stands says something else than what is met now, of the same threshold. */
const isReworded = (evaluation: Evaluation, raised: RaisedAt | undefined): boolean => {
  const words = raised && wordsOf(evaluation, raised.threshold);
  return words !== undefined && words !== raised?.words;
};

/** A patient whom the service is not about, and of whom nothing stands, is not written about each time something is measured. */
const isBesideThePoint = ({ outcome }: Evaluation, known: Published | undefined): boolean =>
  outcome === 'not-applicable' && known?.outcome === 'not-applicable';

/**
 * From here on it is not known what stands. The evaluation before stays the one before, so that what was wrong with it is seen again
 * when this is done again; what had been raised still is, until it is taken back.
 */
function begunState(publication: Publication): Published {
  const before = publication.stored?.state ?? stateOf(publication);
  const raised = raisedState(publication) ?? before.raised;
  return { ...before, ...(raised === undefined ? {} : { raised }), isPending: true };
}

function stateOf({ evaluation: { id, outcome, asOf }, identity }: Publication): Published {
  return { identity, outcome, evaluation: id, asOf };
}

const adviceOf = (stored: StoredPublished | undefined): Advice => {
  const { riskAssessment, guidance } = stored?.state ?? {};
  return {
    ...(riskAssessment === undefined ? {} : { riskAssessment }),
    ...(guidance === undefined ? {} : { guidance }),
  };
};

/** What the clock alone moves: when the threshold was last met, and when to look again. */
function clockState(publication: Publication, served: ServedVersion): Pick<Published, 'raised' | 'recheckAt'> {
  const raised = raisedState(publication);
  const recheckAt = recheckTime(publication, served);
  return { ...(raised === undefined ? {} : { raised }), ...(recheckAt === undefined ? {} : { recheckAt }) };
}

function raisedState({ raised, stored }: Publication): RaisedAt | undefined {
  const { reference, words } = stored?.state.raised ?? {};
  if (raised === undefined || reference === undefined) return raised;
  return { ...raised, reference, ...(words === undefined ? {} : { words }) };
}

/** While something is raised it is looked at again after each of its intervals, whether or not anything is notified. */
function recheckTime({ evaluation, raised }: Publication, served: ServedVersion): string | undefined {
  const { escalation: policy } = served.service.manifest;
  if (raised === undefined || policy === undefined) return evaluation.suppressed?.quietUntil;
  const next = Date.parse(evaluation.asOf) + releaseMinutes(policy) * 60_000;
  return evaluation.escalation?.until ?? new Date(next).toISOString();
}

const maybeOfDevice: readonly unknown[] = [400, 404, 409, 410, 422];

/** How servers refuse a reference to what they do not hold: with any of these. */
const mayMissDevice = (error: unknown): boolean =>
  error instanceof CardwrightError && error.code === 'fhir-refused' && maybeOfDevice.includes(error.details['status']);
