import type { Feature } from '@cardwright/cds-service';
import { eventTime } from '@cardwright/fhir';
import type { Condition } from '@medplum/fhirtypes';
import type { ConditionPresent } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { present, whenNothingSaysYes } from '../negative.ts';
import { judgeConditions } from './judge-conditions.ts';

/** True when a condition of the set counts; else what the declared negative says. */
export function extractCondition(declaration: ConditionPresent, x: Extraction, keys: readonly string[]): Feature {
  const judged = judgeConditions(declaration, x);
  if ('status' in judged) return judged;
  const positive = newest(judged.counting, x);
  if (positive) return fromCondition(true, positive, x);
  const refuted = x.record.conditions(declaration.codes).filter((c) => isRefuted(c) && x.isVisible(c));
  const denied = newest(refuted, x);
  const denial = denied && fromCondition(false, denied, x);
  return whenNothingSaysYes(x, { negative: declaration.negative, keys, denial, doubt: judged.doubt });
}

/** https://hl7.org/fhir/R4/valueset-condition-ver-status.html; `entered-in-error` says nothing about the patient. */
function isRefuted({ verificationStatus }: Condition): boolean {
  return verificationStatus?.coding?.some(({ code }) => code === 'refuted') === true;
}

function fromCondition(value: boolean, condition: Condition, x: Extraction): Feature {
  const effective = condition.onsetDateTime ?? condition.onsetPeriod?.start ?? condition.recordedDate;
  return present(value, [x.record.referenceOf(condition)], effective === undefined ? {} : { effective });
}

/** The one with the latest onset; the list comes ordered by reference, which decides among equals. */
function newest(conditions: readonly Condition[], x: Extraction): Condition | undefined {
  const onset = (c: Condition) => eventTime(c, x.record.zoneOffsetMinutes)?.start ?? -Infinity;
  return conditions.reduce<Condition | undefined>((a, b) => (a && onset(a) >= onset(b) ? a : b), undefined);
}
