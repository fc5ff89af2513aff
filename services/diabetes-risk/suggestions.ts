import type { HookContext, Suggestion } from '@cardwright/cds-service';
import { draftServiceRequest, orderSuggestion } from '@cardwright/cards';
import { codeIn, hba1c } from '@cardwright/features';

/** A draft of an HbA1c; recommended only where a row of a source recommends a test. */
export const hba1cSuggestion = ({ patientId, encounterId }: HookContext, isRecommended: true | undefined): Suggestion =>
  orderSuggestion({
    label: 'Order HbA1c',
    description: 'Creates a draft order: HbA1c',
    resource: draftServiceRequest({
      patientId,
      encounterId,
      code: { coding: [codeIn(hba1c, '4548-4')], text: 'HbA1c' },
      reason: 'Screening for diabetes',
    }),
    isRecommended,
  });
