import type { AbsenceReason, HookContext, MissingFeature, Suggestion } from '@cardwright/cds-service';
import { draftServiceRequest, orderSuggestion } from '@cardwright/cards';
import { codeIn, creatinine } from '@cardwright/features';
import { hasCode } from '@cardwright/fhir';

/** A new result would help; where the record could not be read or is masked, there may be one already. */
const orderable: readonly AbsenceReason[] = [
  'none-recorded',
  'stale',
  'unit-refused',
  'implausible',
  'no-value',
  'status-refused',
];

/** A draft creatinine where kidney function is not known and none is drafted in this call. */
export function creatinineSuggestions(context: HookContext, missing: readonly MissingFeature[]): readonly Suggestion[] {
  const lacks = missing.some(({ feature, reason }) => feature === 'abnormal_renal' && orderable.includes(reason));
  const isDrafted = context.draftOrders.some(
    (draft) => draft.resourceType === 'ServiceRequest' && hasCode(draft.code, creatinine),
  );
  if (!lacks || isDrafted) return [];
  const { patientId, encounterId } = context;
  return [
    orderSuggestion({
      label: 'Order creatinine',
      description: 'Creates a draft order: Creatinine',
      resource: draftServiceRequest({
        patientId,
        encounterId,
        code: { coding: [codeIn(creatinine, '2160-0')], text: 'Creatinine' },
        reason: 'Bleeding score in atrial fibrillation (HAS-BLED)',
      }),
    }),
  ];
}
