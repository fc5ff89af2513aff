import type { AbsentFeature } from '@cardwright/cds-service';
import { isActiveMedication, isUnderWayAt, type ValueSet } from '@cardwright/fhir';
import { absent } from '../absent.ts';
import type { MedicationQuestion, MedicationSource } from '../declaration.ts';
import type { AnyMedication, Extraction } from '../extraction.ts';
import { drugSystems, isUnreadable } from '../is-unreadable.ts';
import { matchMedication } from '../match-medication.ts';
import { msOf, resolveWindow, type ResolvedWindow } from '../resolve-window.ts';
import { inWindow, judgeChartFacts, unclearDoubt, type JudgedChart, type Verdict } from './judge-chart-facts.ts';
import { wasEverOn } from './was-ever-on.ts';
import { wasOnAt } from './was-on-at.ts';

/** Alike in https://hl7.org/fhir/R4/valueset-medicationrequest-status.html and the statuses of the other two. */
const statuses = { held: new Set(['on-hold']), ended: new Set(['completed', 'stopped']) } as const;

/** Where medications are looked for unless the declaration says otherwise. */
export const defaultMedicationSources: readonly MedicationSource[] = ['MedicationRequest', 'MedicationStatement'];

export interface MedicationMatch {
  readonly medication: AnyMedication;
  readonly matchedBy: 'code' | 'name';
}

export interface JudgedMedications {
  readonly counting: readonly MedicationMatch[];
  /** Why nothing found is not nothing. */
  readonly doubt: AbsentFeature | undefined;
}

/** The medications of the set that count, and what casts a doubt on the rest. Absent when the window has no start. */
export function judgeMedications(question: MedicationQuestion, x: Extraction): JudgedMedications | AbsentFeature {
  const { codes, from = defaultMedicationSources } = question;
  const window = resolveWindow(question.window, x);
  if ('status' in window) return window;
  const { counting, unclear } = medicationsInQuestion(question, window, from, x);
  const unclearOnes = matchesIn(unclear, codes, x).map(({ medication }) => medication);
  return {
    counting: matchesIn(counting, codes, x),
    doubt:
      unclearDoubt(unclearOnes, 'the medication was ordered or taken', x) ??
      unreadDoubt([...counting, ...unclear], from, x),
  };
}

/** The medications among these that are in the set, by code or by printed name. */
export function matchesIn(
  medications: readonly AnyMedication[],
  codes: ValueSet,
  x: Extraction,
): readonly MedicationMatch[] {
  return medications.flatMap((medication) => {
    const matchedBy = matchMedication(x.conceptsOf(medication), codes);
    return matchedBy ? [{ medication, matchedBy }] : [];
  });
}

/** Of every ingredient; made once for all features that ask the same without a window. */
function medicationsInQuestion(
  question: MedicationQuestion,
  window: ResolvedWindow,
  from: readonly MedicationSource[],
  x: Extraction,
): JudgedChart<AnyMedication> {
  const { when = 'active', at } = question;
  const judge = () =>
    judgeChartFacts<AnyMedication>(
      from.flatMap((type): readonly AnyMedication[] => x.record.ofType(type)),
      x,
      (medication) => verdict(medication, question, window, x),
    );
  if (at !== undefined || when === 'in-window') return judge();
  return x.medicationsOnce(`${when} ${from.join()}`, judge);
}

function verdict(
  medication: AnyMedication,
  { when = 'active', at }: MedicationQuestion,
  window: ResolvedWindow,
  x: Extraction,
): Verdict {
  const { zoneOffsetMinutes } = x.record;
  if (when === 'active') {
    if (at) return wasOnAt(medication, x.asOf - msOf(at), x);
    const isOn =
      medication.resourceType === 'MedicationAdministration'
        ? isUnderWayAt(medication, x.horizon, zoneOffsetMinutes)
        : isActiveMedication(medication, x.horizon, zoneOffsetMinutes);
    return isOn ? 'counts' : 'no';
  }
  if (!wasEverOn(medication)) return 'no';
  if (when === 'ever') return 'counts';
  if (when === 'in-window') return inWindow(medication, window, x);
  return medication.status !== undefined && statuses[when].has(medication.status) ? 'counts' : 'no';
}

/** A medication that is masked, or cannot be recognised, may be the one that was asked for. */
function unreadDoubt(
  medications: readonly AnyMedication[],
  from: readonly MedicationSource[],
  x: Extraction,
): AbsentFeature | undefined {
  const withheld = from.flatMap((type) => x.withheld(type));
  if (withheld.length > 0) return absent('withheld', withheld, 'a medication is masked');
  const unreadable = medications.filter((m) => isUnreadable(x.conceptsOf(m), drugSystems));
  if (unreadable.length === 0) return undefined;
  const references = unreadable.map((m) => x.record.referenceOf(m));
  return absent('unreadable', references, 'a medication has neither a standard code nor a readable name');
}
