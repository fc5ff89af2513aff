import type { AbsentFeature, Feature } from '@cardwright/cds-service';
import { eventTime, isActiveAt, isEverCondition, mayMean, type ValueSet } from '@cardwright/fhir';
import type { Condition } from '@medplum/fhirtypes';
import { absent } from '../absent.ts';
import type { ConditionPresent } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { present, whenNothingSaysYes } from '../negative.ts';

/** True when a condition of the set is active (or was ever there) at `asOf`; else what the declared negative says. */
export function extractCondition(declaration: ConditionPresent, x: Extraction, keys: readonly string[]): Feature {
  const { codes, negative, when } = declaration;
  const conditions = x.record.conditions(codes);
  const visible = conditions.filter((condition) => x.isVisible(condition));
  const counts = (c: Condition) => (when === 'ever' ? isEverCondition(c) : isActive(c, x));
  const positive = newest(visible.filter(counts), x);
  if (positive) return fromCondition(true, positive, x);
  const denied = newest(visible.filter(isRefuted), x);
  const denial = denied && fromCondition(false, denied, x);
  const doubt = unreadDoubt(x) ?? namedDoubt(codes, counts, x) ?? undatableDoubt(conditions, x);
  return whenNothingSaysYes(x, { negative, keys, denial, doubt });
}

function isActive(condition: Condition, x: Extraction): boolean {
  return isActiveAt(condition, x.horizon, x.record.zoneOffsetMinutes);
}

/** https://hl7.org/fhir/R4/valueset-condition-ver-status.html; `entered-in-error` says nothing about the patient. */
function isRefuted({ verificationStatus }: Condition): boolean {
  return verificationStatus?.coding?.some(({ code }) => code === 'refuted') === true;
}

function fromCondition(value: boolean, condition: Condition, x: Extraction): Feature {
  const effective = condition.onsetDateTime ?? condition.onsetPeriod?.start ?? condition.recordedDate;
  return present(value, [x.record.referenceOf(condition)], effective === undefined ? {} : { effective });
}

/** A condition that is masked, or says nothing that could be read, may be the one that was asked for. */
function unreadDoubt(x: Extraction): AbsentFeature | undefined {
  const masked = x.withheld('Condition');
  if (masked.length > 0) return absent('withheld', masked, 'a condition is masked');
  const unreadable = x.unreadableConditions;
  if (unreadable.length === 0) return undefined;
  return absent('unreadable', unreadable, 'a condition has neither a standard code nor a readable name');
}

/**
 * A condition whose codes say nothing here (a local system, ICD-9-CM, text only) and whose words name what was asked for:
 * neither a yes, because words also say "family history of", nor a no.
 */
function namedDoubt(codes: ValueSet, counts: (c: Condition) => boolean, x: Extraction): AbsentFeature | undefined {
  if (!codes.names?.length) return undefined;
  const named = x.record.ofType('Condition').filter((c) => mayMean(c.code, codes) && counts(c) && x.isVisible(c));
  if (named.length === 0) return undefined;
  const references = named.map((c) => x.record.referenceOf(c));
  return absent('unreadable', references, 'a condition without a code that is understood here is named like this one');
}

/** In a replay only: whether the patient had it then cannot be told, so it is neither a yes nor a no. */
function undatableDoubt(conditions: readonly Condition[], x: Extraction): AbsentFeature | undefined {
  const undatable = conditions.filter((c) => isEverCondition(c) && x.visibility(c) === 'undatable');
  if (undatable.length === 0) return undefined;
  return absent(
    'no-value',
    undatable.map((c) => x.record.referenceOf(c)),
    'the condition is not dated',
  );
}

/** The one with the latest onset; the list comes ordered by reference, which decides among equals. */
function newest(conditions: readonly Condition[], x: Extraction): Condition | undefined {
  const onset = (c: Condition) => eventTime(c, x.record.zoneOffsetMinutes)?.start ?? -Infinity;
  return conditions.reduce<Condition | undefined>((a, b) => (a && onset(a) >= onset(b) ? a : b), undefined);
}
