import type { Condition, ExtractResource, Patient, Resource, ResourceType } from '@medplum/fhirtypes';
import type { AdmittedResources, RefusedResource } from './admit-resources.ts';
import { admitResources, copyKey } from './admit-resources.ts';
import { bareId } from './bare-id.ts';
import type { ValueSet } from './code.ts';
import type { Coverage } from './coverage.ts';
import { hasCode } from './has-code.ts';
import type { FactContext } from './lazy-fact.ts';
import type { ObservationFact } from './observation-fact.ts';
import { ObservationIndex } from './observation-index.ts';
import { parseReference } from './parse-reference.ts';

export interface PatientRecordOptions {
  /** With or without `Patient/`. */
  readonly patientId: string;
  /** Any order, duplicates allowed, never changed. */
  readonly resources: Iterable<Resource>;
  readonly coverage: Coverage;
  /** fullUrl (`urn:uuid:…`) to resource, so that Bundle-internal references resolve. */
  readonly fullUrls?: ReadonlyMap<string, Resource>;
  /** Minutes east of UTC in which dates without a zone are read; default 0. */
  readonly zoneOffsetMinutes?: number;
}

/**
 * The chart of one patient, read once and indexed by type and by every code. Copies of a resource collapse to one
 * (`preferredVersion`); what belongs to somebody else or cannot be checked is refused and listed. The answers do not
 * depend on the order of the resources. Pure: no clock, no network; resources are handed out as they came in.
 */
export class PatientRecord {
  readonly patientId: string;
  readonly coverage: Coverage;
  readonly zoneOffsetMinutes: number;
  readonly #admitted: AdmittedResources;
  readonly #fullUrls: ReadonlyMap<string, Resource>;
  readonly #facts = new WeakMap<ValueSet, readonly ObservationFact[]>();
  readonly #lists = new Map<string, readonly Resource[]>();
  readonly #context: FactContext;
  #observations: ObservationIndex | undefined;
  #urlsByContent: ReadonlyMap<string, string> | undefined;

  constructor({ patientId, resources, coverage, fullUrls = new Map(), zoneOffsetMinutes = 0 }: PatientRecordOptions) {
    this.patientId = bareId(patientId);
    this.coverage = coverage;
    this.zoneOffsetMinutes = zoneOffsetMinutes;
    this.#fullUrls = fullUrls;
    this.#context = { referenceOf: (observation) => this.referenceOf(observation), zoneOffsetMinutes };
    this.#admitted = admitResources(resources, this.patientId, fullUrls);
  }

  /** The Patient resource, when it was supplied. */
  get patient(): Patient | undefined {
    return this.ofType('Patient')[0];
  }

  /** Resources that were left out, with the reason, ordered by reference: data of another patient is never read. */
  get refused(): readonly RefusedResource[] {
    return this.#admitted.refused;
  }

  /**
   * All facts whose code, or component code, is in the set; each Observation and each component at most once. Statuses
   * and times are not judged here. In no particular order: sort by `compareFacts`.
   */
  observations(set: ValueSet): readonly ObservationFact[] {
    const known = this.#facts.get(set);
    if (known) return known;
    this.#observations ??= new ObservationIndex(this.#every('Observation'), this.#context);
    const facts = this.#observations.find(set);
    this.#facts.set(set, facts);
    return facts;
  }

  /** Conditions with any coding in the set, ordered by reference. Statuses are not judged here. */
  conditions(set: ValueSet): readonly Condition[] {
    return this.ofType('Condition').filter((condition) => hasCode(condition.code, set));
  }

  /** Every resource of the type, ordered by reference. */
  ofType<K extends ResourceType>(type: K): readonly ExtractResource<K>[] {
    let list = this.#lists.get(type);
    if (!list) {
      const keyed = [...(this.#admitted.byType.get(type) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      this.#lists.set(type, (list = keyed.map(([, resource]) => resource)));
    }
    return list.filter(isOfType(type));
  }

  /** `Type/id`; the fullUrl of a resource without id (the first in code-unit order); its type when it has neither. */
  referenceOf(resource: Resource): string {
    if (resource.id) return `${resource.resourceType}/${resource.id}`;
    this.#urlsByContent ??= urlsByContent(this.#fullUrls);
    return this.#urlsByContent.get(copyKey(resource)) ?? resource.resourceType;
  }

  /**
   * The resource behind a relative, absolute, versioned or `urn:` reference, or a fullUrl. Refused resources are not
   * there; neither are contained ones (`#id`), which only their container knows.
   */
  resolve(reference: string | undefined): Resource | undefined {
    if (reference === undefined) return undefined;
    const inBundle = this.#fullUrls.get(reference);
    if (inBundle) return this.#admitted.byType.get(inBundle.resourceType)?.get(copyKey(inBundle));
    const target = parseReference(reference);
    return target && this.#admitted.byType.get(target.type)?.get(target.id);
  }

  *#every<K extends ResourceType>(type: K): Iterable<ExtractResource<K>> {
    const is = isOfType(type);
    for (const resource of this.#admitted.byType.get(type)?.values() ?? []) if (is(resource)) yield resource;
  }
}

function isOfType<K extends ResourceType>(type: K): (resource: Resource) => resource is ExtractResource<K> {
  return (resource): resource is ExtractResource<K> => resource.resourceType === type;
}

/** fullUrls of the resources without id, by content: copies of one resource may have come under several. */
function urlsByContent(fullUrls: ReadonlyMap<string, Resource>): ReadonlyMap<string, string> {
  const urls = new Map<string, string>();
  for (const [url, resource] of fullUrls) {
    if (resource.id) continue;
    const key = copyKey(resource);
    const other = urls.get(key);
    urls.set(key, other === undefined || url < other ? url : other);
  }
  return urls;
}
