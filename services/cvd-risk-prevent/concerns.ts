import type { HookContext } from '@cardwright/cds-service';
import { findDraft } from '@cardwright/features';
import { hasCode, matchConcept, medicationConcepts } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import { antihypertensives, lipidPanels, statins } from './value-sets.ts';

/**
 * Opening the chart always concerns risk. Selecting an order does only when it is one that the risk informs: a statin,
 * a blood-pressure medication or a lipid panel. Every other order passes in silence.
 */
export function concerns(context: HookContext): boolean {
  const { hook, draftOrders, selections } = context;
  if (hook !== 'order-select') return true;
  const resolve = (reference: string | undefined) => findDraft(context, reference);
  return draftOrders
    .filter((draft) => selections.includes(referenceTo(draft)))
    .some((draft) => isAboutRisk(draft, resolve));
}

function isAboutRisk(draft: Resource, resolve: (reference: string | undefined) => Resource | undefined): boolean {
  if (draft.resourceType === 'ServiceRequest') return hasCode(draft.code, lipidPanels);
  if (draft.resourceType !== 'MedicationRequest') return false;
  return medicationConcepts(draft, { resolve }).some(
    (concept) => matchConcept(concept, statins) !== undefined || matchConcept(concept, antihypertensives) !== undefined,
  );
}

const referenceTo = ({ resourceType, id }: Resource): string => `${resourceType}/${id ?? ''}`;
