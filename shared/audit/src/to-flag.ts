import type { Escalation, MetThreshold } from '@cardwright/cds-service';
import type { Flag } from '@medplum/fhirtypes';
import { identifierSystems } from './identifier-systems.ts';
import { assertedMeta } from './own-meta.ts';

/** A threshold that was crossed, and for whom. */
export interface EscalationOptions {
  readonly policy: Escalation;
  readonly threshold: MetThreshold;
  /** `currentIdentity` of the service for the patient. */
  readonly currentIdentity: string;
  readonly patientReference: string;
  readonly deviceReference: string;
  /** `RiskAssessment/<id>` that says why. */
  readonly riskAssessmentReference: string;
  /** ISO instants: when it was first raised, when a threshold was last crossed upward, and now. */
  readonly raisedAt: string;
  readonly crossedAt: string;
  readonly asOf: string;
}

/** "Points to the … record that provides additional supporting information about this flag." */
const flagDetail = 'http://hl7.org/fhir/StructureDefinition/flag-detail';

/** The active R4 Flag of a threshold that is met: one for a service and patient, written by conditional update on its identifier. */
export function toFlag(options: EscalationOptions): Flag {
  return {
    resourceType: 'Flag',
    meta: assertedMeta,
    extension: [{ url: flagDetail, valueReference: { reference: options.riskAssessmentReference } }],
    identifier: [{ system: identifierSystems.current, value: options.currentIdentity }],
    status: 'active',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/flag-category', code: 'clinical', display: 'Clinical' },
        ],
      },
    ],
    code: { text: escalationText(options) },
    subject: { reference: options.patientReference },
    period: { start: options.raisedAt },
    author: { reference: options.deviceReference },
  };
}

/** What it is called, and the words of the source for what is met. */
export const escalationText = ({ policy, threshold: { when } }: EscalationOptions): string => `${policy.text}: ${when}`;

/** The stored Flag, over since the instant. */
export const endFlag = (stored: Flag, at: string): Flag => ({
  ...stored,
  status: 'inactive',
  period: { ...stored.period, end: at },
});
