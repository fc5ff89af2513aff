import type { Resource } from '@medplum/fhirtypes';
import { bareId } from './bare-id.ts';
import { eventTime } from './event-time.ts';
import { isObject } from './is-object.ts';
import type { TimeInterval } from './parse-fhir-time.ts';
import { parseFhirTime } from './parse-fhir-time.ts';
import { parseReference } from './parse-reference.ts';

/** Token search parameters, and the elements that they look at. */
const tokenElements: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    category: ['category'],
    class: ['class'],
    'clinical-status': ['clinicalStatus'],
    code: ['code', 'medicationCodeableConcept'],
    identifier: ['identifier'],
    intent: ['intent'],
    status: ['status'],
    'verification-status': ['verificationStatus'],
  }),
);

/** Reference parameters: `patient` finds patients only, `subject` any subject by `Type/id` (or a patient by id). */
const referenceElements: readonly string[] = ['subject', 'patient', 'beneficiary', 'for'];

/** Tests one resource against one value of a search parameter. */
export type SearchTest = (resource: Resource, value: string) => boolean;

/**
 * The test for a search parameter of https://hl7.org/fhir/R4/search.html (a comma in the value means or); `undefined` for a
 * parameter that the memory client does not know.
 */
export function searchParameter(name: string): SearchTest | undefined {
  const matches = singleTest(name);
  return matches && ((resource, value) => value.split(',').some((one) => matches(resource, one)));
}

function singleTest(name: string): SearchTest | undefined {
  switch (name) {
    case 'patient':
    case 'subject':
      return isAbout;
    case 'agent':
      return (resource, one) =>
        resource.resourceType === 'Provenance' && resource.agent.some(({ who }) => isTo(who, one));
    case 'target':
      return (resource, one) =>
        resource.resourceType === 'Provenance' && resource.target.some((target) => isTo(target, one));
    case '_id':
      return (resource, one) => resource.id === one;
    case '_lastUpdated':
      return (resource, one) => isWithin(parseFhirTime(resource.meta?.lastUpdated), one);
    case 'date':
      return (resource, one) => isWithin(eventTime(resource), one);
    case 'combo-code':
      return (resource, one) => [...tokensOf(resource, ['code']), ...componentTokens(resource)].some(isToken(one));
    default: {
      const elements = tokenElements.get(name);
      return elements && ((resource, one) => tokensOf(resource, elements).some(isToken(one)));
    }
  }
}

/** `Type/id`, in any version. */
function isTo({ reference = '' }: { readonly reference?: string }, wanted: string): boolean {
  const [target, asked] = [parseReference(reference), parseReference(wanted)];
  return target !== undefined && target.type === asked?.type && target.id === asked.id;
}

interface Token {
  readonly system: string;
  readonly code: string;
}

function isAbout(resource: Resource, wanted: string): boolean {
  const elements: Readonly<Record<string, unknown>> = { ...resource };
  const element = referenceElements.map((key) => elements[key]).find((one) => one !== undefined);
  if (!isObject(element) || typeof element.reference !== 'string') return false;
  const target = parseReference(element.reference);
  return target?.id === bareId(wanted) && target.type === (parseReference(wanted)?.type ?? 'Patient');
}

function tokensOf(holder: object, elements: readonly string[]): Token[] {
  const fields: Readonly<Record<string, unknown>> = { ...holder };
  return elements.flatMap((key) => [fields[key]].flat().flatMap(readTokens));
}

function componentTokens(resource: Resource): Token[] {
  return resource.resourceType === 'Observation'
    ? (resource.component ?? []).flatMap((component) => tokensOf(component, ['code']))
    : [];
}

/** A code, a Coding, an Identifier or a CodeableConcept as system and code. */
function readTokens(element: unknown): Token[] {
  if (typeof element === 'string') return [{ system: '', code: element }];
  if (!isObject(element)) return [];
  if (Array.isArray(element.coding)) return element.coding.flatMap(readTokens);
  const code = element.code ?? element.value;
  return typeof code === 'string' ? [{ system: typeof element.system === 'string' ? element.system : '', code }] : [];
}

/** `code` in any system, `system|code`, `|code` without a system, `system|` with any code. */
function isToken(wanted: string): (token: Token) => boolean {
  const bar = wanted.indexOf('|');
  if (bar < 0) return ({ code }) => code === wanted;
  const [system, code] = [wanted.slice(0, bar), wanted.slice(bar + 1)];
  return (token) => token.system === system && (code === '' || token.code === code);
}

/** Prefixes as in https://hl7.org/fhir/R4/search.html#prefix; without one the resource's time must lie inside the asked. */
function isWithin(time: TimeInterval | undefined, wanted: string): boolean {
  const prefix = /^(?:ge|gt|le|lt|eq)/.exec(wanted)?.[0];
  const asked = parseFhirTime(prefix ? wanted.slice(2) : wanted);
  if (!time || !asked) return false;
  if (prefix === 'ge') return time.end > asked.start;
  if (prefix === 'gt') return time.end > asked.end;
  if (prefix === 'le') return time.start < asked.end;
  if (prefix === 'lt') return time.start < asked.start;
  return time.start >= asked.start && time.end <= asked.end;
}
