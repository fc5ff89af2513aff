import type { Resource } from '@medplum/fhirtypes';
import { isOwnWrite } from '@cardwright/audit';
import type { ServiceManifest } from '@cardwright/cds-service';
import { concernsResource } from '@cardwright/features';
import { parseReference, patientIdOf } from '@cardwright/fhir';
import type { EventSettlement, PatientWake, Sighting } from '@cardwright/store';
import type { ServedService } from '../host.ts';

/** A resource as the source gave it just now, or that the source no longer has it. */
export interface SeenResource {
  readonly type: string;
  readonly id: string;
  /** Absent: deleted, confirmed by a read. */
  readonly resource?: Resource;
}

/** The source's name, what it showed, what was known of it before, and who listens. */
export interface SeenChanges {
  readonly source: string;
  readonly seen: readonly SeenResource[];
  /** Earlier sightings by `Type/id`. */
  readonly known: ReadonlyMap<string, Sighting>;
  readonly services: Iterable<ServedService>;
}

/**
 * Whom a change concerns, and which services. The same version again concerns nobody. A resource that is gone, or that now
 * belongs to somebody else, concerns the patient it was seen with; one that was seen before concerns every service that listens
 * to its type, because what it says may have changed from something that counts. What we wrote concerns nobody. Nothing is remembered of resources that never
 * concerned a service.
 */
export function judgeChanges(changes: SeenChanges): Pick<EventSettlement, 'wakes' | 'sightings'> {
  const services = [...changes.services];
  const wakes: PatientWake[] = [];
  const sightings: Sighting[] = [];
  for (const one of changes.seen) {
    const judged = judgeOne(changes, services, one);
    wakes.push(...judged.wakes);
    sightings.push(...judged.sightings);
  }
  return { wakes: uniteWakes(wakes), sightings };
}

function judgeOne(
  { source, known }: SeenChanges,
  services: readonly ServedService[],
  { type, id, resource }: SeenResource,
): Pick<EventSettlement, 'wakes' | 'sightings'> {
  if (resource !== undefined && isOwnWrite(resource)) return nothing;
  const before = known.get(`${type}/${id}`);
  const patient = (resource === undefined ? undefined : patientIdOf(resource)) ?? before?.patient;
  if (patient === undefined) return nothing;
  const sighting: Sighting = {
    source,
    resource: `${type}/${id}`,
    patient,
    ...(resource === undefined ? { lastUpdatedMs: before?.lastUpdatedMs ?? 0, isGone: true } : versionOf(resource)),
  };
  if (before !== undefined && isKnown(sighting, before)) return nothing;
  const survivors = survivorsOf(resource);
  const woken = services
    .filter(({ service: { manifest, features } }) =>
      before === undefined && survivors.length === 0
        ? resource !== undefined && hears(manifest, type) && concernsResource(features, resource)
        : hears(manifest, type) || (type === 'Patient' && manifest.notifications.length > 0),
    )
    .map(({ service }) => service.manifest.id);
  if (woken.length === 0) return nothing;
  const patients = new Set([patient, before?.patient ?? patient, ...survivors]);
  return {
    wakes: [...patients].map((one) => ({ source, patient: one, services: woken })),
    sightings: [sighting],
  };
}

/** Whom a merged patient's record went to: their advice is due anew, whichever of the two was notified. */
function survivorsOf(resource: Resource | undefined): readonly string[] {
  if (resource?.resourceType !== 'Patient') return [];
  const targets = (resource.link ?? [])
    .filter(({ type }) => type === 'replaced-by')
    .map(({ other }) => parseReference(other.reference ?? ''));
  return targets.flatMap((target) => (target?.type === 'Patient' ? [target.id] : []));
}

const nothing = { wakes: [], sightings: [] };

const hears = ({ notifications }: ServiceManifest, type: string): boolean => notifications.some((one) => one === type);

function versionOf({ meta }: Resource): Pick<Sighting, 'versionId' | 'lastUpdatedMs'> {
  const lastUpdatedMs = Date.parse(meta?.lastUpdated ?? '');
  return {
    ...(meta?.versionId === undefined ? {} : { versionId: meta.versionId }),
    lastUpdatedMs: Number.isNaN(lastUpdatedMs) ? 0 : lastUpdatedMs,
  };
}

/**
 * Version ids are opaque: equal or not. An earlier time makes nothing old: the source was asked just now, its nodes have a clock each,
 * and after a restore it counts versions anew. To look once too often costs a read; advice on what was amended would stand.
 */
function isKnown(now: Sighting, before: Sighting): boolean {
  if (now.isGone === true) return before.isGone === true;
  if (before.isGone === true || now.versionId === undefined || now.versionId !== before.versionId) return false;
  const times = [now, before].map(({ lastUpdatedMs }) => Math.floor(lastUpdatedMs / 1_000));
  return times.includes(0) || times[0] === times[1];
}

function uniteWakes(wakes: readonly PatientWake[]): readonly PatientWake[] {
  const united = new Map<string, { readonly wake: PatientWake; readonly services: Set<string> }>();
  for (const wake of wakes) {
    const entry = united.get(wake.patient) ?? { wake, services: new Set<string>() };
    for (const service of wake.services) entry.services.add(service);
    united.set(wake.patient, entry);
  }
  return [...united.values()].map(({ wake, services }) => ({ ...wake, services: [...services].toSorted() }));
}
