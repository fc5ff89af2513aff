import type { CodeableConcept, Observation, ObservationComponent } from '@medplum/fhirtypes';
import { canonicalSystem } from './canonical-system.ts';
import type { ValueSet } from './code.ts';
import { codeSetIndex } from './code-set-index.ts';

/** A place in the chart that carries a code. */
export interface CodedPlace {
  readonly observation: Observation;
  readonly component: ObservationComponent | undefined;
}

interface Entry extends CodedPlace {
  readonly system: string | undefined;
}

/**
 * Every Observation and component by every code that it carries. Looking up by code first and comparing the system after
 * spares a thousand string concatenations in the hot path.
 */
export class ObservationIndex {
  readonly #byCode = new Map<string, Entry[]>();

  constructor(observations: Iterable<Observation>) {
    for (const observation of observations) {
      this.#add(observation.code, observation, undefined);
      const { component } = observation;
      if (component) for (const part of component) this.#add(part.code, observation, part);
    }
  }

  /** The places that carry a code of the set, each once. */
  find(set: ValueSet): readonly CodedPlace[] {
    const found = new Set<Observation | ObservationComponent>();
    const places: CodedPlace[] = [];
    const take = (entry: Entry) => {
      const holder = entry.component ?? entry.observation;
      if (found.has(holder)) return;
      found.add(holder);
      places.push(entry);
    };
    for (const { system, code } of set.codes)
      for (const entry of this.#byCode.get(code) ?? []) if (isSystem(entry.system, system)) take(entry);
    if (set.prefixes?.length) this.#underPrefix(set, take);
    return places;
  }

  #underPrefix(set: ValueSet, take: (entry: Entry) => void): void {
    const index = codeSetIndex(set);
    for (const [code, entries] of this.#byCode)
      for (const entry of entries) if (index.hasCode(entry.system, code)) take(entry);
  }

  #add(
    concept: CodeableConcept | undefined,
    observation: Observation,
    component: ObservationComponent | undefined,
  ): void {
    const coding = concept?.coding;
    if (!coding) return;
    for (const { system, code } of coding) {
      if (code === undefined) continue;
      const entries = this.#byCode.get(code);
      const entry = { observation, component, system };
      if (entries) entries.push(entry);
      else this.#byCode.set(code, [entry]);
    }
  }
}

/** Almost always both are written alike, so the table of spellings is looked at only where they differ. */
function isSystem(recorded: string | undefined, wanted: string): boolean {
  return recorded === wanted || (recorded !== undefined && canonicalSystem(recorded) === canonicalSystem(wanted));
}
