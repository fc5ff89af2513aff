import type { RiskAssessment } from '@medplum/fhirtypes';

/** Why an assessment no longer stands. */
export interface Withdrawal {
  /** `entered-in-error`: its inputs were wrong. `cancelled`: it does not apply any more, or cannot be made. */
  readonly status: 'entered-in-error' | 'cancelled';
  /** One sentence of ours. */
  readonly why: string;
  /** ISO instant. */
  readonly at: string;
}

/** The stored assessment, withdrawn: everything else stays as it was. Nothing is ever deleted. */
export function withdrawAssessment(stored: RiskAssessment, { status, why, at }: Withdrawal): RiskAssessment {
  return { ...stored, status, note: [...(stored.note ?? []), { text: `Withdrawn: ${why}`, time: at }] };
}
