import type { HookContext } from '@cardwright/cds-service';
import type { NamedOrder } from '@cardwright/cards';
import { hasCode, type ValueSet } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import { hepatologyReferral, liverElastography } from './value-sets.ts';

/** Opening the chart always may concern the liver; selecting an order does only when it is a referral or liver elastography. */
export const concerns = (context: HookContext): boolean =>
  context.hook !== 'order-select' || selectedOrders(context).length > 0;

/** The selected drafts that the card is about, with their names. */
export function selectedOrders({ draftOrders, selections }: HookContext): readonly NamedOrder[] {
  return draftOrders
    .filter((draft) => selections.includes(`${draft.resourceType}/${draft.id ?? ''}`))
    .flatMap((order) => {
      if (isOrderOf(order, hepatologyReferral)) return [{ order, name: 'Referral to hepatology or gastroenterology' }];
      return isOrderOf(order, liverElastography) ? [{ order, name: 'Liver elastography' }] : [];
    });
}

/** Whether any draft of the call, selected or not, is such an order already. */
export const hasDraftOf = ({ draftOrders }: HookContext, codes: ValueSet): boolean =>
  draftOrders.some((draft) => isOrderOf(draft, codes));

const isOrderOf = (draft: Resource, codes: ValueSet): boolean =>
  draft.resourceType === 'ServiceRequest' && hasCode(draft.code, codes);
