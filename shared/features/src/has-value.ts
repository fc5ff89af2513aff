import type { Observation, ObservationComponent } from '@medplum/fhirtypes';

const valueElements = [
  'valueQuantity',
  'valueCodeableConcept',
  'valueString',
  'valueBoolean',
  'valueInteger',
  'valueRange',
  'valueRatio',
  'valueSampledData',
  'valueTime',
  'valueDateTime',
  'valuePeriod',
] as const satisfies readonly (keyof Observation & keyof ObservationComponent)[];

/** True when any `value[x]` is there. `dataAbsentReason` and a panel's own components are no value. */
export function hasValue(holder: Observation | ObservationComponent): boolean {
  return valueElements.some((element) => holder[element] !== undefined);
}
