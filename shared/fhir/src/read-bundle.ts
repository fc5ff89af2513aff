import { CardwrightError } from '@cardwright/cds-service';
import type { Patient, Resource } from '@medplum/fhirtypes';
import { bareId } from './bare-id.ts';
import type { Coverage } from './coverage.ts';
import { wholeChart } from './coverage.ts';
import { PatientRecord } from './patient-record.ts';
import { preferredVersion } from './preferred-version.ts';
import { subjectReader } from './subject-reader.ts';
import { isObject } from './is-object.ts';
import { isResource } from './is-resource.ts';

interface BundleContents {
  readonly resources: readonly Resource[];
  readonly fullUrls: ReadonlyMap<string, Resource>;
  /** Every Patient, by id. */
  readonly patients: ReadonlyMap<string, Patient>;
  readonly hasNextPage: boolean;
}

/**
 * Reads a Bundle of any type as the whole chart of one patient: the one named, else the only Patient in it, else the only
 * Patient whom a clinical resource is about. A searchset with a `next` link counts as truncated.
 * Throws `bad-bundle` when it is not a Bundle, holds no such Patient, or several and no way to choose
 * (`details.patients` names their ids).
 */
export function readBundle(bundle: unknown, patientId?: string): PatientRecord {
  const contents = readEntries(bundle);
  const coverage: Coverage = contents.hasNextPage ? { ...wholeChart, truncated: () => true } : wholeChart;
  return new PatientRecord({ ...contents, patientId: choosePatient(contents, patientId), coverage });
}

function readEntries(bundle: unknown): BundleContents {
  if (!isObject(bundle) || bundle.resourceType !== 'Bundle')
    throw new CardwrightError('bad-bundle', 'This is not a FHIR Bundle.');
  if (bundle.entry !== undefined && !Array.isArray(bundle.entry))
    throw new CardwrightError('bad-bundle', 'Bundle.entry is not a list.');
  const resources: Resource[] = [];
  const fullUrls = new Map<string, Resource>();
  const patients = new Map<string, Patient>();
  for (const entry of toList(bundle.entry)) {
    if (!isObject(entry) || !isResource(entry.resource) || isOutcome(entry)) continue;
    const { resource, fullUrl } = entry;
    resources.push(resource);
    if (typeof fullUrl === 'string') fullUrls.set(fullUrl, preferred(fullUrls.get(fullUrl), resource));
    const id = resource.resourceType === 'Patient' ? patientIdOf(resource, fullUrl) : undefined;
    if (resource.resourceType === 'Patient' && id !== undefined) patients.set(id, resource);
  }
  return { resources, fullUrls, patients, hasNextPage: toList(bundle.link).some(isNextLink) };
}

function choosePatient({ patients, resources, fullUrls }: BundleContents, wanted: string | undefined): string {
  const ids = [...patients.keys()].sort();
  if (ids.length === 0) throw new CardwrightError('bad-bundle', 'The Bundle holds no Patient with an id.');
  if (wanted !== undefined) {
    const id = bareId(wanted);
    if (patients.has(id)) return id;
    throw new CardwrightError('bad-bundle', 'The Bundle does not hold the patient asked for.', { patients: ids });
  }
  const subjects = clinicalSubjects(resources, fullUrls);
  const candidates = ids.length === 1 ? ids : ids.filter((id) => subjects.has(id));
  const [only] = candidates;
  if (only === undefined || candidates.length > 1)
    throw new CardwrightError('bad-bundle', 'The Bundle holds several patients and none is named.', { patients: ids });
  return only;
}

/** The ids of the patients whom anything but a Patient resource is about. */
function clinicalSubjects(resources: readonly Resource[], fullUrls: ReadonlyMap<string, Resource>): Set<string> {
  const subjectOf = subjectReader(fullUrls);
  const subjects = resources.filter(({ resourceType }) => resourceType !== 'Patient').map(subjectOf);
  return new Set(subjects.flatMap((subject) => (subject.kind === 'patient' ? subject.id : [])));
}

function patientIdOf(patient: Patient, fullUrl: unknown): string | undefined {
  if (typeof patient.id === 'string' && patient.id !== '') return patient.id;
  return typeof fullUrl === 'string' && patient.id === undefined ? bareId(fullUrl) : undefined;
}

/** Two entries may claim one fullUrl; which one counts must not depend on their order. */
function preferred(copy: Resource | undefined, resource: Resource): Resource {
  return copy ? preferredVersion(copy, resource) : resource;
}

function isOutcome(entry: Readonly<Record<string, unknown>>): boolean {
  return isObject(entry.search) && entry.search.mode === 'outcome';
}

function isNextLink(link: unknown): boolean {
  return isObject(link) && link.relation === 'next';
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
