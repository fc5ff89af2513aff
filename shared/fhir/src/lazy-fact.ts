import type { Observation, ObservationComponent } from '@medplum/fhirtypes';
import { eventTime } from './event-time.ts';
import { knownTime } from './known-time.ts';
import type { ObservationFact } from './observation-fact.ts';
import type { TimeInterval } from './parse-fhir-time.ts';
import { statedKnownTime } from './stated-known-time.ts';

/** What the facts of one record have in common. */
export interface FactContext {
  readonly referenceOf: (observation: Observation) => string;
  readonly zoneOffsetMinutes: number;
}

/** A fact that reads its times only when asked: a live call looks at the known time only of what it may use. */
export class LazyFact implements ObservationFact {
  readonly observation: Observation;
  readonly component: ObservationComponent | undefined;
  readonly #context: FactContext;
  #event: TimeInterval | undefined | null = null;
  #known: TimeInterval | undefined | null = null;
  #stated: TimeInterval | undefined | null = null;

  constructor(observation: Observation, component: ObservationComponent | undefined, context: FactContext) {
    this.observation = observation;
    this.component = component;
    this.#context = context;
  }

  get reference(): string {
    return this.#context.referenceOf(this.observation);
  }

  get event(): TimeInterval | undefined {
    if (this.#event === null) this.#event = eventTime(this.observation, this.#context.zoneOffsetMinutes);
    return this.#event;
  }

  get known(): TimeInterval | undefined {
    if (this.#known === null) this.#known = knownTime(this.observation, undefined, this.#context.zoneOffsetMinutes);
    return this.#known;
  }

  get stated(): TimeInterval | undefined {
    if (this.#stated === null) this.#stated = statedKnownTime(this.observation, this.#context.zoneOffsetMinutes);
    return this.#stated;
  }
}
