import { canonicalSystem, matchConcept, ucumSystem } from '@cardwright/fhir';
import type { CodeableConcept, Dosage, MedicationRequest, Quantity } from '@medplum/fhirtypes';
import { codeSystems } from '../code-systems.ts';
import type { DoseRules } from '../declaration.ts';
import { matchMedication } from '../match-medication.ts';
import { dailyDoseMg } from './daily-dose-mg.ts';

/** A dose in the unit of the rules, or why it cannot be read; `reason` is ours, never text of the order. */
export type OrderedDose =
  | {
      readonly ok: true;
      readonly value: number;
      /** The order leaves it open ("as needed", a range): the dose is the most that it allows. */
      readonly atMost: boolean;
    }
  | { readonly ok: false; readonly reason: string };

/** The daily dose of one order by the rules; `concepts` are everything that says which medication it is. */
export function orderedDose(
  request: MedicationRequest,
  concepts: readonly CodeableConcept[],
  rules: DoseRules,
): OrderedDose {
  const dosages = request.dosageInstruction ?? [];
  if (dosages.some(({ route }) => route && matchConcept(route, rules.routes) === undefined))
    return { ok: false, reason: 'the route is another one' };
  const product = productValue(concepts, rules);
  const isUnlike = rules.unlike !== undefined && matchMedication(concepts, rules.unlike) !== undefined;
  if (rules.unit === 'ug/h') {
    const isPatch =
      product !== undefined ||
      dosages.some(({ route }) => route) ||
      matchMedication(concepts, rules.routes) !== undefined;
    return isPatch && !isUnlike
      ? patchRate(dosages, product)
      : { ok: false, reason: 'nothing says that it is a patch' };
  }
  // In mg of a combination nobody says of which ingredient; tablets of a known product are told.
  if (isUnlike && (product === undefined || dailyDoseMg(request, { atMost: true }).ok))
    return { ok: false, reason: 'a combination or form of unknown strength' };
  const daily = dailyDoseMg(request, { atMost: true, ...(product !== undefined && { mgPerUnit: product }) });
  return daily.ok ? { ok: true, value: daily.mgPerDay, atMost: dosages.some(isOpen) } : daily;
}

/** What the table says of the product; `undefined` when it says nothing, or codes of the order disagree. */
function productValue(concepts: readonly CodeableConcept[], { products = {} }: DoseRules): number | undefined {
  const codings = concepts.flatMap(({ coding = [] }) => coding);
  const values = new Set(
    codings.flatMap(({ system, code }) =>
      system !== undefined && code !== undefined && canonicalSystem(system) === codeSystems.rxnorm
        ? (products[code] ?? [])
        : [],
    ),
  );
  return values.size === 1 ? [...values][0] : undefined;
}

function isOpen({ asNeededBoolean, asNeededCodeableConcept, doseAndRate = [], timing }: Dosage): boolean {
  const repeat = timing?.repeat;
  return (
    asNeededBoolean === true ||
    asNeededCodeableConcept !== undefined ||
    doseAndRate.some(({ doseRange }) => doseRange !== undefined) ||
    repeat?.frequencyMax !== undefined ||
    repeat?.periodMax !== undefined
  );
}

/** One patch, worn without a break: its rate, however often it is changed. Several rates, or several patches, are unread. */
function patchRate(dosages: readonly Dosage[], product: number | undefined): OrderedDose {
  if (dosages.length > 1) return { ok: false, reason: 'several dosages are given' };
  const doses = (dosages[0]?.doseAndRate ?? []).flatMap((one) =>
    [one.rateQuantity ?? [], one.doseQuantity ?? []].flat(),
  );
  const stated = doses.map(ugPerHour);
  const rates = new Set([...stated.flatMap((rate) => rate ?? []), ...(product === undefined ? [] : [product])]);
  const [value, another] = rates;
  if (value === undefined) return { ok: false, reason: 'the rate of the patch is not given' };
  if (another !== undefined) return { ok: false, reason: 'the rates disagree' };
  const others = doses.filter((_, index) => stated[index] === undefined);
  return others.every(isOnePatch)
    ? { ok: true, value, atMost: false }
    : { ok: false, reason: 'the dose is not one patch' };
}

const isOnePatch = ({ value, comparator, code, unit }: Quantity): boolean =>
  value === 1 && comparator === undefined && /patch|system/i.test(`${code ?? ''} ${unit ?? ''}`);

const hourly: Readonly<Record<string, number>> = { 'ug/h': 1, 'mcg/h': 1, 'mcg/hr': 1, 'mg/h': 1000 };

function ugPerHour({ value, comparator, code, system, unit }: Quantity): number | undefined {
  const isUcum = system === undefined || canonicalSystem(system) === ucumSystem;
  const factor = hourly[(isUcum && code !== undefined ? code : (unit ?? '')).trim().toLowerCase()];
  if (factor === undefined || comparator !== undefined || value === undefined || !(value > 0)) return undefined;
  return Number((value * factor).toPrecision(12));
}
