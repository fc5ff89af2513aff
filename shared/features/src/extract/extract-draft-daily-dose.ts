import type { Feature, HookContext } from '@cardwright/cds-service';
import { bareId, medicationConcepts } from '@cardwright/fhir';
import type { MedicationRequest } from '@medplum/fhirtypes';
import { absent } from '../absent.ts';
import type { DraftDailyDose } from '../declaration.ts';
import { dailyDoseMg } from '../dose/daily-dose-mg.ts';
import type { Extraction } from '../extraction.ts';
import { findDraft } from '../find-draft.ts';
import { matchMedication } from '../match-medication.ts';

/** Statuses of an order that nobody is going to sign. */
const deadStatuses: ReadonlySet<string> = new Set(['cancelled', 'entered-in-error', 'stopped', 'completed']);

/**
 * mg per day of the selected drafts for an ingredient of the set, added up; all drafts when the hook has no selections.
 * One draft that cannot be computed makes the sum unknown. Drafts of another patient are not looked at.
 */
export function extractDraftDailyDose({ codes }: DraftDailyDose, x: Extraction): Feature {
  const { context } = x;
  const drafts = context ? selectedDrafts(context) : [];
  const resolve = (reference: string | undefined) =>
    (context && findDraft(context, reference)) ?? x.record.resolve(reference);
  const matching = drafts.flatMap((draft) => {
    const matchedBy = matchMedication(medicationConcepts(draft, { resolve }), codes);
    return matchedBy ? [{ draft, matchedBy, reference: referenceOf(draft), dose: dailyDoseMg(draft) }] : [];
  });
  const references = matching.map(({ reference }) => reference).sort();
  if (matching.length === 0) return absent('none-recorded', [], 'no selected draft is for this medication');
  const unknown = matching.flatMap(({ dose }) => (dose.ok ? [] : [dose.reason])).sort()[0];
  if (unknown !== undefined) return absent('no-value', references, unknown);
  const mgPerDay = matching.map(({ dose }) => (dose.ok ? dose.mgPerDay : 0)).sort((a, b) => a - b);
  return {
    status: 'present',
    value: Number(mgPerDay.reduce((sum, dose) => sum + dose, 0).toPrecision(12)),
    unit: 'mg/d',
    references,
    matchedBy: matching.every(({ matchedBy }) => matchedBy === 'code') ? 'code' : 'name',
  };
}

function selectedDrafts({ draftOrders, patientId, selections }: HookContext): readonly MedicationRequest[] {
  const selected = new Set(selections);
  return draftOrders.flatMap((order) => {
    if (order.resourceType !== 'MedicationRequest' || order.doNotPerform || deadStatuses.has(order.status)) return [];
    if (selected.size > 0 && !selected.has(`${order.resourceType}/${order.id ?? ''}`)) return [];
    const subject = order.subject?.reference;
    return subject === undefined || bareId(subject) === bareId(patientId) ? [order] : [];
  });
}

const referenceOf = ({ id, resourceType }: { id?: string; resourceType: string }): string =>
  id === undefined ? resourceType : `${resourceType}/${id}`;
