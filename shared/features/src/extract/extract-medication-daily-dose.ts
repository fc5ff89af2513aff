import type { Feature } from '@cardwright/cds-service';
import { parseReference } from '@cardwright/fhir';
import { absent } from '../absent.ts';
import { coverageGap, truncationGap } from '../coverage-gap.ts';
import type { MedicationDailyDose } from '../declaration.ts';
import { orderedDose } from '../dose/ordered-dose.ts';
import type { Extraction } from '../extraction.ts';
import { judgeMedications } from './judge-medications.ts';

/**
 * The doses of the active prescriptions that can be read, added up, or how many cannot. 0 only when the query was answered,
 * whole, and nothing casts a doubt; prescriptions of which none can be read have no sum.
 */
export function extractMedicationDailyDose(
  declaration: MedicationDailyDose,
  x: Extraction,
  keys: readonly string[],
): Feature {
  const judged = judgeMedications({ codes: declaration.codes, from: ['MedicationRequest'] }, x);
  if ('status' in judged) return judged;
  const replaced = replacedByDrafts(x);
  const read = judged.counting.flatMap(({ medication, matchedBy }) => {
    const reference = x.record.referenceOf(medication);
    if (medication.resourceType !== 'MedicationRequest' || replaced.has(reference)) return [];
    return [{ reference, matchedBy, dose: orderedDose(medication, x.conceptsOf(medication), declaration) }];
  });
  const open = coverageGap(x, keys) ?? truncationGap(x, keys) ?? judged.doubt;
  const unread = read.filter(({ dose }) => !dose.ok);
  if (declaration.give === 'unread')
    return unread.length === 0 && open
      ? open
      : present(unread.length, '1', unread, { derivation: reasonsOf(unread).join('; ') });
  const known = read.filter(({ dose }) => dose.ok);
  if (known.length === 0 && unread.length > 0)
    return absent('no-value', referencesOf(unread), reasonsOf(unread).join('; '));
  if (known.length === 0 && open) return open;
  const doses = known.map(({ dose }) => (dose.ok ? dose.value : 0)).toSorted((a, b) => a - b);
  const sum = Number(doses.reduce((total, dose) => total + dose, 0).toPrecision(12));
  return present(sum, declaration.unit ?? 'mg/d', known, {
    derivation: known.some(({ dose }) => dose.ok && dose.atMost) ? 'at most' : '',
  });
}

interface Read {
  readonly reference: string;
  readonly matchedBy: 'code' | 'name';
  readonly dose: ReturnType<typeof orderedDose>;
}

const referencesOf = (read: readonly Read[]): readonly string[] => read.map(({ reference }) => reference).toSorted();
const reasonsOf = (read: readonly Read[]): readonly string[] =>
  [...new Set(read.flatMap(({ dose }) => (dose.ok ? [] : [dose.reason])))].toSorted();

function present(
  value: number,
  unit: string,
  read: readonly Read[],
  { derivation }: { readonly derivation: string },
): Feature {
  return {
    status: 'present',
    value,
    unit,
    references: referencesOf(read),
    ...(read.length > 0 && {
      matchedBy: read.every(({ matchedBy }) => matchedBy === 'code') ? ('code' as const) : ('name' as const),
    }),
    ...(derivation !== '' && { derivation }),
  };
}

/** `Type/id` of what the drafts of this call change or take the place of. */
function replacedByDrafts({ context }: Extraction): ReadonlySet<string> {
  const drafts = (context?.draftOrders ?? []).filter((draft) => draft.resourceType === 'MedicationRequest');
  return new Set(
    drafts.flatMap(({ id, priorPrescription }) => {
      const { reference = '' } = priorPrescription ?? {};
      const prior = parseReference(reference);
      return [
        ...(id === undefined ? [] : [`MedicationRequest/${id}`]),
        ...(prior === undefined ? [] : [`${prior.type}/${prior.id}`]),
      ];
    }),
  );
}
