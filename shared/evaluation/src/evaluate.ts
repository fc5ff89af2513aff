import type { Evaluation, FeatureVector } from '@cardwright/cds-service';
import { extractFeatures } from '@cardwright/features';
import type { PatientRecord } from '@cardwright/fhir';
import { decide, type DecisionRequest } from './decide.ts';
import type { RunnableService } from './runnable-service.ts';

export interface EvaluationRequest extends Omit<DecisionRequest, 'patient' | 'refused' | 'isMergedAway'> {
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
  const decision = { ...rest, patient: record.patientId, ...refusedIn(record), ...mergeOf(record) };
  return decide(runnable, decision, readOnce(runnable, record, { ...rest, clock }));
}

/** Extracts once and lets go of the chart: what is still reachable while the models run is copied by every garbage collection. */
function readOnce(
  { service }: RunnableService,
  record: PatientRecord,
  { asOf, context, clock }: Pick<EvaluationRequest, 'asOf' | 'context' | 'clock'>,
): () => FeatureVector {
  let chart: PatientRecord | undefined = record;
  return () => {
    if (chart === undefined) throw new Error('the chart has been read');
    const features = extractFeatures(service.features, chart, { asOf, context, clock });
    chart = undefined;
    return features;
  };
}

function refusedIn({ refused }: PatientRecord): Pick<DecisionRequest, 'refused'> {
  const otherPatient = refused.filter(({ reason }) => reason === 'other-patient').length;
  return refused.length === 0 ? {} : { refused: { otherPatient, unusable: refused.length - otherPatient } };
}

/** A record that was merged into another one holds no longer what is known of the patient (FHIR R4, Patient.link `replaced-by`). */
function mergeOf({ patient }: PatientRecord): Pick<DecisionRequest, 'isMergedAway'> {
  return patient?.link?.some(({ type }) => type === 'replaced-by') === true ? { isMergedAway: true } : {};
}
