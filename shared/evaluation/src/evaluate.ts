import type { Evaluation } from '@cardwright/cds-service';
import { extractFeatures } from '@cardwright/features';
import type { PatientRecord } from '@cardwright/fhir';
import { decide, type DecisionRequest } from './decide.ts';
import type { RunnableService } from './runnable-service.ts';

export interface EvaluationRequest extends Omit<DecisionRequest, 'patient' | 'refused'> {
  readonly record: PatientRecord;
  /** `live`: supplied data count as known. `replay`: the known-time clock binds too. */
  readonly clock: 'live' | 'replay';
}

/**
 * The one pipeline both doors call: extract features, plan, predict with explanation, assess.
 * Never throws: every way it can end is one of the four outcomes, and all four are to be recorded.
 * Cards are made by `buildCards`, by door 1 only.
 */
export function evaluate(runnable: RunnableService, request: EvaluationRequest): Promise<Evaluation> {
  const { record, clock, ...rest } = request;
  const decision = { ...rest, patient: record.patientId, ...refusedIn(record) };
  const { asOf, context } = request;
  return decide(runnable, decision, () => extractFeatures(runnable.service.features, record, { asOf, context, clock }));
}

function refusedIn({ refused }: PatientRecord): Pick<DecisionRequest, 'refused'> {
  const otherPatient = refused.filter(({ reason }) => reason === 'other-patient').length;
  return refused.length === 0 ? {} : { refused: { otherPatient, unusable: refused.length - otherPatient } };
}
