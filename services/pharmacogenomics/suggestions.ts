import { draftServiceRequest, orderSuggestion } from '@cardwright/cards';
import type { EvaluationInput, HookContext, Suggestion } from '@cardwright/cds-service';
import { codeIn, matchMedication } from '@cardwright/features';
import type { Code } from '@cardwright/fhir';
import type { CodeableConcept, MedicationRequest } from '@medplum/fhirtypes';
import type { Finding } from './find-findings.ts';
import { conceptsOf } from './find-listed-drafts.ts';
import { hlaB5701, prasugrel, ticagrelor } from './value-sets.ts';

/** What can be accepted with one click: alternatives that the source names, the removal of a draft it advises against, a test. */
export function suggestionsOf(finding: Finding, input: EvaluationInput): readonly Suggestion[] {
  if (finding.kind === 'untested') return finding.genes.map(({ call }) => testSuggestion(call.gene, finding, input));
  if (finding.kind !== 'recommended') return [];
  if (finding.drug.name === 'clopidogrel') return alternatives(input);
  return finding.drug.name === 'abacavir' ? removals(finding) : [];
}

/**
 * Each only where the record says that what it must not follow was not there: prasugrel no stroke and no TIA (CPIC’s comment), ticagrelor no
 * intracranial hemorrhage (US label), which is a stroke to prasugrel too.
 */
function alternatives({ vector, context }: EvaluationInput): readonly Suggestion[] {
  const hadNo = (name: string): boolean => {
    const feature = vector.features[name];
    return feature?.status === 'present' && feature.value === false;
  };
  if (isReplaced(context) || !hadNo('intracranial_hemorrhage')) return [];
  return [
    alternative('ticagrelor', codeIn(ticagrelor, '1116632'), context),
    ...(hadNo('stroke_or_tia') ? [alternative('prasugrel', codeIn(prasugrel, '613391'), context)] : []),
  ];
}

/** A draft of either stands beside the clopidogrel: the change is being made, and a third inhibitor is no alternative. */
const isReplaced = (context: HookContext): boolean =>
  context.draftOrders.some(
    (draft) =>
      draft.resourceType === 'MedicationRequest' &&
      [ticagrelor, prasugrel].some((codes) => matchMedication(conceptsOf(draft, context), codes) !== undefined),
  );

const alternative = (name: string, code: Code, context: HookContext): Suggestion => ({
  label: `Add a draft for ${name}`,
  actions: [
    {
      type: 'create',
      description: `Adds a draft order for ${name} without a dose, to be completed and signed if it fits the indication and nothing speaks against it. The clopidogrel order stays until it is removed.`,
      resource: draftMedication({ coding: [{ ...code }], text: name }, context),
    },
  ],
});

function draftMedication(medication: CodeableConcept, { patientId, encounterId }: HookContext): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    status: 'draft',
    intent: 'order',
    medicationCodeableConcept: medication,
    subject: { reference: `Patient/${patientId}` },
    ...(encounterId === undefined ? {} : { encounter: { reference: `Encounter/${encounterId}` } }),
    reasonCode: [{ text: 'Alternative to clopidogrel for the CYP2C19 genotype' }],
  };
}

/** Recommended, because the source says that abacavir is not. A draft without an id cannot be named. */
function removals({ orders }: Finding): readonly Suggestion[] {
  return orders.flatMap(({ id }) =>
    id === undefined
      ? []
      : [
          {
            label: 'Remove the abacavir order',
            isRecommended: true,
            actions: [
              {
                type: 'delete' as const,
                description: 'Removes this draft order as a whole, with anything that it combines with abacavir.',
                resourceId: `MedicationRequest/${id}`,
              },
            ],
          },
        ],
  );
}

/** A laboratory's own code stands in no public list: the order says in words what is meant, HLA-B*57:01 with its LOINC code too. */
function testSuggestion(gene: string, { drug }: Finding, { context }: EvaluationInput): Suggestion {
  const what = gene === 'HLA-B' ? 'HLA-B*57:01' : `${gene} genotype`;
  const coding = gene === 'HLA-B' ? { coding: [{ ...codeIn(hlaB5701, '50956-2') }] } : {};
  return orderSuggestion({
    label: `Order ${what}`,
    description: `Adds a draft order for ${what}, to be completed with the laboratory’s own code and signed.`,
    resource: draftServiceRequest({
      patientId: context.patientId,
      encounterId: context.encounterId,
      code: { ...coding, text: what },
      reason: `Before ${drug.name}: no result on file`,
    }),
  });
}
