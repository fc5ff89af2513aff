import { codeSystems } from '@cardwright/features';
import { canonicalSystem, hasCode, isObject, type ValueSet } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';

/** A code that a site uses and no value set holds. Nothing here is of a patient. */
export interface UnknownCode {
  readonly resourceType: string;
  readonly system: string;
  readonly code: string;
  /** The words that the site writes; absent where only one patient's chart has them, and the terminology is not a public one. */
  readonly display?: string;
  readonly resources: number;
  readonly patients: number;
}

interface Seen {
  resources: number;
  readonly patients: Set<number>;
  /** The patients whose charts hold these words. */
  readonly displays: Map<string, Set<number>>;
}

/** Systems whose words are published: what stands in `display` is no secret of a chart. */
const publicSystems: ReadonlySet<string> = new Set(Object.values(codeSystems));

/** No words and no white space: free text is sometimes written where a code belongs. */
const codeLike = /^[A-Za-z0-9.:_/+-]{1,40}$/;
const maxDisplayLength = 80;

/** Counts the codes of many charts that are in no value set; keeps no patient. */
export class UnknownCodes {
  readonly #sets: readonly ValueSet[];
  readonly #seen = new Map<string, Seen>();

  /** `sets`: all that the services know, panels among their codes. */
  constructor(sets: readonly ValueSet[]) {
    this.#sets = sets;
  }

  /** `patient`: the how-manieth. A resource that stands in several answers is given once. */
  add(resource: Resource, patient: number): void {
    for (const codings of conceptsOf(resource)) {
      if (codings.some((coding) => this.#isKnown(coding))) continue;
      for (const { system, code, display } of codings) {
        if (!codeLike.test(code)) continue;
        const key = JSON.stringify([resource.resourceType, system, code]);
        const seen = this.#seen.get(key) ?? { resources: 0, patients: new Set(), displays: new Map() };
        this.#seen.set(key, seen);
        seen.resources += 1;
        seen.patients.add(patient);
        if (display !== undefined && display.length <= maxDisplayLength)
          seen.displays.set(display, (seen.displays.get(display) ?? new Set()).add(patient));
      }
    }
  }

  /** The most frequent first. `words` are for matching and are not to be shown. */
  read(): readonly { readonly shown: UnknownCode; readonly words: readonly string[] }[] {
    return [...this.#seen]
      .map(([key, { resources, patients, displays }]) => {
        const [resourceType = '', system = '', code = ''] = parseKey(key);
        const display = showable(system, displays);
        const shown = { resourceType, system, code, resources, patients: patients.size };
        return { shown: { ...shown, ...(display !== undefined && { display }) }, words: [...displays.keys()] };
      })
      .sort((a, b) => b.shown.resources - a.shown.resources || (a.shown.code < b.shown.code ? -1 : 1));
  }

  #isKnown(coding: Coding): boolean {
    const concept = { coding: [coding] };
    return this.#sets.some((set) => hasCode(concept, set));
  }
}

function showable(system: string, displays: ReadonlyMap<string, ReadonlySet<number>>): string | undefined {
  const isPublic = publicSystems.has(canonicalSystem(system));
  return [...displays].find(([, patients]) => isPublic || patients.size > 1)?.[0];
}

interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** Elements that say what a resource is about, of the types that services read. */
function conceptsOf(resource: Resource): readonly (readonly Coding[])[] {
  const elements: Readonly<Record<string, unknown>> = { ...resource };
  const components: readonly unknown[] = Array.isArray(elements['component']) ? elements['component'] : [];
  const concepts = [
    elements['code'],
    elements['medicationCodeableConcept'],
    ...components.map((one) => (isObject(one) ? one['code'] : undefined)),
  ];
  return concepts.map(codingsOf).filter((codings) => codings.length > 0);
}

function codingsOf(concept: unknown): readonly Coding[] {
  const codings: unknown = isObject(concept) ? concept['coding'] : undefined;
  if (!Array.isArray(codings)) return [];
  return codings.flatMap((one: unknown) => {
    if (!isObject(one) || typeof one['system'] !== 'string' || typeof one['code'] !== 'string') return [];
    const { system, code, display } = one;
    return [{ system, code, ...(typeof display === 'string' && { display }) }];
  });
}

function parseKey(key: string): readonly string[] {
  const value: unknown = JSON.parse(key);
  return Array.isArray(value) ? value.map(String) : [];
}
