import type { AbsentFeature, Feature } from '@cardwright/cds-service';
import { eventTime, isActiveAt, isEverCondition } from '@cardwright/fhir';
import type { Condition } from '@medplum/fhirtypes';
import { absent } from '../absent.ts';
import type { ConditionPresent } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { present, whenNothingSaysYes } from '../negative.ts';

/** True when a condition of the set is active (or was ever there) at `asOf`; else what the declared negative says. */
export function extractCondition(declaration: ConditionPresent, x: Extraction, keys: readonly string[]): Feature {
  const { codes, negative, when } = declaration;
  const visible = x.record.conditions(codes).filter((condition) => x.isVisible(condition));
  const positive = newest(
    visible.filter((c) => (when === 'ever' ? isEverCondition(c) : isActive(c, x))),
    x,
  );
  if (positive) return fromCondition(true, positive, x);
  const denied = newest(visible.filter(isRefuted), x);
  const denial = denied && fromCondition(false, denied, x);
  return whenNothingSaysYes(x, { negative, keys, denial, doubt: withheldDoubt(x) });
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

function withheldDoubt(x: Extraction): AbsentFeature | undefined {
  const references = x.withheld('Condition');
  return references.length > 0 ? absent('withheld', references, 'a condition is masked') : undefined;
}

/** The one with the latest onset; the list comes ordered by reference, which decides among equals. */
function newest(conditions: readonly Condition[], x: Extraction): Condition | undefined {
  const onset = (c: Condition) => eventTime(c, x.record.zoneOffsetMinutes)?.start ?? -Infinity;
  return conditions.reduce<Condition | undefined>((a, b) => (a && onset(a) >= onset(b) ? a : b), undefined);
}
