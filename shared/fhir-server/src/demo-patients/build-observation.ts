import type { Coding, Observation, ObservationComponent, Quantity, Reference } from '@medplum/fhirtypes';
import { conceptOf, ucumSystem, type Measure } from './codes.ts';

/** What every Observation of a chart has. */
export interface ObservationFrame {
  readonly id: string;
  readonly category: 'laboratory' | 'vital-signs' | 'social-history' | 'exam';
  readonly subject: Reference<Observation>['reference'];
  readonly effective: string;
  readonly issued: string;
  readonly status?: Observation['status'];
  readonly encounter?: string;
}

const categorySystem = 'http://terminology.hl7.org/CodeSystem/observation-category';

/** A US Core-like Observation around a code. */
export function buildObservation(
  frame: ObservationFrame,
  codings: readonly Coding[],
  rest: Partial<Observation>,
): Observation {
  return {
    resourceType: 'Observation',
    id: frame.id,
    status: frame.status ?? 'final',
    category: [{ coding: [{ system: categorySystem, code: frame.category }] }],
    code: conceptOf(...codings),
    subject: { reference: frame.subject ?? '' },
    ...(frame.encounter !== undefined && { encounter: { reference: frame.encounter } }),
    effectiveDateTime: frame.effective,
    issued: frame.issued,
    ...rest,
  };
}

/** A UCUM quantity. */
export const quantityOf = (value: number, unit: string): Quantity => ({ value, unit, system: ucumSystem, code: unit });

/** One measured component of a panel. */
export const componentOf = ({ codings, unit }: Measure, value: number): ObservationComponent => ({
  code: conceptOf(...codings),
  valueQuantity: quantityOf(value, unit),
});
