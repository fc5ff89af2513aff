import type { Coding, Condition } from '@medplum/fhirtypes';
import { conceptOf } from './codes.ts';

/** A problem of a chart; with `abated` it is resolved. */
export interface ConditionFrame {
  readonly id: string;
  readonly subject: string;
  readonly onset: string;
  readonly abated?: string;
}

const terminology = 'http://terminology.hl7.org/CodeSystem';

/** A US Core-like confirmed problem-list Condition. */
export function buildCondition({ id, subject, onset, abated }: ConditionFrame, code: Coding): Condition {
  return {
    resourceType: 'Condition',
    id,
    clinicalStatus: {
      coding: [{ system: `${terminology}/condition-clinical`, code: abated === undefined ? 'active' : 'resolved' }],
    },
    verificationStatus: { coding: [{ system: `${terminology}/condition-ver-status`, code: 'confirmed' }] },
    category: [{ coding: [{ system: `${terminology}/condition-category`, code: 'problem-list-item' }] }],
    code: conceptOf(code),
    subject: { reference: subject },
    onsetDateTime: onset.slice(0, 10),
    ...(abated !== undefined && { abatementDateTime: abated.slice(0, 10) }),
    recordedDate: onset.slice(0, 10),
  };
}
