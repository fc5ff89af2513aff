import type { HookContext } from '@cardwright/cds-service';
import { hasCode } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import { nephrologyReferral } from './value-sets.ts';

/** Opening the chart always may concern the risk; selecting an order does only when it is a referral to nephrology. */
export const concerns = (context: HookContext): boolean =>
  context.hook !== 'order-select' || selectedReferrals(context).length > 0;

/** The selected drafts that refer to nephrology. */
export function selectedReferrals({ draftOrders, selections }: HookContext): readonly Resource[] {
  return draftOrders.filter(
    (draft) => isReferral(draft) && selections.includes(`${draft.resourceType}/${draft.id ?? ''}`),
  );
}

/** Whether any draft of the call, selected or not, is such a referral already. */
export const hasReferral = ({ draftOrders }: HookContext): boolean => draftOrders.some(isReferral);

const isReferral = (draft: Resource): boolean =>
  draft.resourceType === 'ServiceRequest' && hasCode(draft.code, nephrologyReferral);
