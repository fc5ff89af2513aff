import type { AbsentFeature, Feature } from '@cardwright/cds-service';
import { codeSetIndex, hasCode, isActiveAllergy, isEverAllergy } from '@cardwright/fhir';
import type { AllergyIntolerance, CodeableConcept } from '@medplum/fhirtypes';
import { absent } from '../absent.ts';
import type { AllergyPresent } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { isUnreadable } from '../is-unreadable.ts';
import { matchMedication } from '../match-medication.ts';
import { present, whenNothingSaysYes } from '../negative.ts';
import { judgeChartFacts, unclearDoubt } from './judge-chart-facts.ts';

/**
 * True when an allergy or intolerance to a substance of the set counts, by code or by printed name, of the entry or of a
 * reaction's substance. A recorded no is a refuted entry, or one whose code is among `denials`.
 */
export function extractAllergy(declaration: AllergyPresent, x: Extraction, keys: readonly string[]): Feature {
  const { codes, negative, when = 'active', denials } = declaration;
  const counts = (a: AllergyIntolerance) => (when === 'ever' ? isEverAllergy(a) : isActiveAllergy(a));
  const isDenial = (a: AllergyIntolerance) => denials !== undefined && hasCode(a.code, denials);
  const { counting, unclear } = judgeChartFacts(x.record.ofType('AllergyIntolerance'), x, (a) =>
    counts(a) && !isDenial(a) ? 'counts' : 'no',
  );
  const matchOf = (a: AllergyIntolerance) => matchMedication(conceptsOf(a), codes);
  const positive = newest(counting.filter(matchOf), x);
  if (positive) return fromAllergy(true, positive, matchOf(positive), x);
  const denied = newest(
    x.record.ofType('AllergyIntolerance').filter((a) => x.isVisible(a) && denies(a, declaration)),
    x,
  );
  const denial = denied && fromAllergy(false, denied, undefined, x);
  const doubt =
    unclearDoubt(unclear.filter(matchOf), 'the allergy was recorded', x) ??
    unreadDoubt([...counting, ...unclear], declaration, x);
  return whenNothingSaysYes(x, { negative, keys, denial, doubt });
}

function conceptsOf({ code, reaction = [] }: AllergyIntolerance): readonly CodeableConcept[] {
  return [code, ...reaction.map(({ substance }) => substance)].filter((concept) => concept !== undefined);
}

/** https://hl7.org/fhir/R4/valueset-allergyintolerance-verification.html; `entered-in-error` says nothing about the patient. */
function denies(allergy: AllergyIntolerance, { codes, denials }: AllergyPresent): boolean {
  const isRefuted = allergy.verificationStatus?.coding?.some(({ code }) => code === 'refuted') === true;
  if (isRefuted) return matchMedication(conceptsOf(allergy), codes) !== undefined;
  return denials !== undefined && isActiveAllergy(allergy) && hasCode(allergy.code, denials);
}

/** An allergy that is masked, or cannot be recognised, may be the one that was asked for. */
function unreadDoubt(
  allergies: readonly AllergyIntolerance[],
  { codes }: AllergyPresent,
  x: Extraction,
): AbsentFeature | undefined {
  const withheld = x.withheld('AllergyIntolerance');
  if (withheld.length > 0) return absent('withheld', withheld, 'an allergy is masked');
  const { systems } = codeSetIndex(codes);
  const unread = allergies.filter((a) => isUnreadable(conceptsOf(a), systems));
  if (unread.length === 0) return undefined;
  const references = unread.map((a) => x.record.referenceOf(a));
  return absent('unreadable', references, 'an allergy has neither a code that is understood here nor a readable name');
}

function fromAllergy(
  value: boolean,
  allergy: AllergyIntolerance,
  matchedBy: 'code' | 'name' | undefined,
  x: Extraction,
): Feature {
  const effective = allergy.onsetDateTime ?? allergy.onsetPeriod?.start ?? allergy.recordedDate;
  return present(value, [x.record.referenceOf(allergy)], {
    ...(effective !== undefined && { effective }),
    ...(matchedBy && { matchedBy }),
  });
}

/** The one with the latest onset; the list comes ordered by reference, which decides among equals. */
function newest(allergies: readonly AllergyIntolerance[], x: Extraction): AllergyIntolerance | undefined {
  const start = (a: AllergyIntolerance) => x.eventOf(a)?.start ?? -Infinity;
  return allergies.reduce<AllergyIntolerance | undefined>((a, b) => (a && start(a) >= start(b) ? a : b), undefined);
}
