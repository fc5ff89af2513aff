import type { Resource } from '@medplum/fhirtypes';
import { bareId } from './bare-id.ts';
import { parseReference } from './parse-reference.ts';

/**
 * Whom a resource is about: a `patient` by id; an `unresolved` urn, of which only the UUID is known; `nobody`, for types
 * that belong to nobody and may be referred to; `somebody-else`, a group, a device, a relative, several patients;
 * `unknown`, when there is no subject that can be checked.
 */
export type Subject =
  | { readonly kind: 'patient' | 'unresolved'; readonly id: string }
  | { readonly kind: 'nobody' | 'somebody-else' | 'unknown' };

const nobody: Subject = { kind: 'nobody' };
const somebodyElse: Subject = { kind: 'somebody-else' };
const unknown: Subject = { kind: 'unknown' };

/** Everything that is not here needs a subject (https://hl7.org/fhir/R4/compartmentdefinition-patient.html). */
const sharedTypes: ReadonlySet<string> = new Set([
  'Medication',
  'MedicationKnowledge',
  'Substance',
  'Organization',
  'OrganizationAffiliation',
  'Practitioner',
  'PractitionerRole',
  'Location',
  'HealthcareService',
  'Endpoint',
  'Device',
  'DeviceDefinition',
  'Group',
  'Provenance',
]);

/** The elements that name the patient, whatever the resource type calls them. JSON from outside, so unchecked. */
interface MayHaveSubject {
  readonly resourceType: string;
  readonly id?: unknown;
  readonly subject?: unknown;
  readonly patient?: unknown;
  readonly beneficiary?: unknown;
  readonly for?: unknown;
  readonly focus?: unknown;
}

/**
 * Makes the function that says whom a resource is about. Made once for a Bundle, because the same few reference texts
 * come a thousand times.
 */
export function subjectReader(fullUrls: ReadonlyMap<string, Resource>): (resource: Resource) => Subject {
  const read = new Map<string, Subject>();
  const readText = (reference: string): Subject => {
    let subject = read.get(reference);
    if (!subject) read.set(reference, (subject = readReference(reference, fullUrls)));
    return subject;
  };
  return (resource) => {
    if (resource.resourceType === 'Patient') return identityOf(resource, fullUrls);
    const bearer: MayHaveSubject = resource;
    const element = bearer.subject ?? bearer.patient ?? bearer.beneficiary ?? bearer.for;
    if (element === undefined) return sharedTypes.has(bearer.resourceType) ? nobody : unknown;
    const subject = readElement(element, readText);
    const isElsewhere =
      bearer.resourceType === 'Observation' &&
      bearer.focus !== undefined &&
      hasOtherFocus(bearer.focus, subject, readText);
    return isElsewhere ? somebodyElse : subject;
  };
}

/** Account and a few others have a list of subjects; it counts when all of them are one patient. */
function readElement(element: unknown, readText: (reference: string) => Subject): Subject {
  if (Array.isArray(element)) {
    const [first = unknown, ...others] = element.map((one: unknown) => readElement(one, readText));
    return others.every((other) => isSame(first, other)) ? first : somebodyElse;
  }
  const reference = referenceText(element);
  return reference === undefined ? unknown : readText(reference);
}

function readReference(reference: string, fullUrls: ReadonlyMap<string, Resource>): Subject {
  const target = fullUrls.get(reference);
  if (target)
    return target.resourceType === 'Patient' ? { kind: 'patient', id: target.id ?? bareId(reference) } : somebodyElse;
  if (reference.startsWith('urn:')) return { kind: 'unresolved', id: bareId(reference) };
  const named = parseReference(reference);
  if (!named) return unknown;
  return named.type === 'Patient' ? { kind: 'patient', id: named.id } : somebodyElse;
}

function identityOf(patient: Resource, fullUrls: ReadonlyMap<string, Resource>): Subject {
  if (patient.id !== undefined) return typeof patient.id === 'string' ? { kind: 'patient', id: patient.id } : unknown;
  for (const [fullUrl, resource] of fullUrls) if (resource === patient) return { kind: 'patient', id: bareId(fullUrl) };
  return unknown;
}

/**
 * `Observation.focus` on a fetus, a donor or a relative: the value is not the patient's own
 * (https://hl7.org/fhir/R4/observation-definitions.html#Observation.focus). Other kinds of focus stay the patient's.
 */
function hasOtherFocus(focus: unknown, subject: Subject, readText: (reference: string) => Subject): boolean {
  if (!Array.isArray(focus)) return false;
  return focus.some((one: unknown) => {
    const reference = referenceText(one) ?? '';
    const type = parseReference(reference)?.type;
    if (type === 'RelatedPerson' || type === 'Group') return true;
    const about = readText(reference);
    return about.kind === 'patient' && !isSame(about, subject);
  });
}

function isSame(a: Subject, b: Subject): boolean {
  return a.kind === b.kind && ('id' in a ? 'id' in b && a.id === b.id : true);
}

function referenceText(element: unknown): string | undefined {
  if (typeof element !== 'object' || element === null || !('reference' in element)) return undefined;
  return typeof element.reference === 'string' ? element.reference : undefined;
}
