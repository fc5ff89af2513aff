import type { Observation, ObservationComponent } from '@medplum/fhirtypes';
import type { TimeInterval } from './parse-fhir-time.ts';

/** One coded value of the chart: an Observation, or one component of a panel. */
export interface ObservationFact {
  readonly observation: Observation;
  /** Set when the coded value is a component of a panel. */
  readonly component?: ObservationComponent | undefined;
  /** `Observation/123`; the fullUrl when there is no id; `Observation` when there is neither. */
  readonly reference: string;
  /** Event time, `effective[x]`. Absent: undated. */
  readonly event?: TimeInterval | undefined;
  /** Known time: `issued`, else `meta.lastUpdated`. Absent: unknown. */
  readonly known?: TimeInterval | undefined;
  /** `issued` alone: what the result itself says. Absent: it does not say. */
  readonly stated?: TimeInterval | undefined;
}
