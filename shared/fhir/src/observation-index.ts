import type { CodeableConcept, Observation } from '@medplum/fhirtypes';
import { canonicalSystem } from './canonical-system.ts';
import type { ValueSet } from './code.ts';
import { codeSetIndex } from './code-set-index.ts';
import type { FactContext } from './lazy-fact.ts';
import { LazyFact } from './lazy-fact.ts';
import type { ObservationFact } from './observation-fact.ts';

/** A fact under one of its codes. */
interface Entry {
  readonly fact: ObservationFact;
  readonly system: string | undefined;
}

/**
 * Every Observation and component by every code that it carries. Looking up by code first and comparing the system after
 * spares a thousand string concatenations in the hot path.
 */
export class ObservationIndex {
  readonly #byCode = new Map<string, Entry[]>();

  constructor(observations: Iterable<Observation>, context: FactContext) {
    for (const observation of observations) {
      this.#add(observation.code, new LazyFact(observation, undefined, context));
      const { component } = observation;
      if (component) for (const part of component) this.#add(part.code, new LazyFact(observation, part, context));
    }
  }

  /** The facts that carry a code of the set, each once. */
  find(set: ValueSet): readonly ObservationFact[] {
    const facts: ObservationFact[] = [];
    for (const { system, code } of set.codes)
      for (const entry of this.#byCode.get(code) ?? []) if (isSystem(entry.system, system)) facts.push(entry.fact);
    if (set.prefixes?.length) this.#underPrefix(set, (entry) => facts.push(entry.fact));
    return [...new Set(facts)];
  }

  #underPrefix(set: ValueSet, take: (entry: Entry) => void): void {
    const index = codeSetIndex(set);
    for (const [code, entries] of this.#byCode)
      for (const entry of entries) if (index.hasCode(entry.system, code)) take(entry);
  }

  #add(concept: CodeableConcept | undefined, fact: ObservationFact): void {
    const coding = concept?.coding;
    if (!coding) return;
    for (const { system, code } of coding) {
      if (code === undefined) continue;
      const entries = this.#byCode.get(code);
      const entry = { fact, system };
      if (entries) entries.push(entry);
      else this.#byCode.set(code, [entry]);
    }
  }
}

/** Almost always both are written alike, so the table of spellings is looked at only where they differ. */
function isSystem(recorded: string | undefined, wanted: string): boolean {
  return recorded === wanted || (recorded !== undefined && canonicalSystem(recorded) === canonicalSystem(wanted));
}
