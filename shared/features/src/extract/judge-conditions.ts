import type { AbsentFeature } from '@cardwright/cds-service';
import { eventTime, isActiveAt, isEverCondition, mayMean } from '@cardwright/fhir';
import type { Condition } from '@medplum/fhirtypes';
import { absent } from '../absent.ts';
import type { ConditionQuestion } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { anyTime, msOf, resolveWindow, type ResolvedWindow } from '../resolve-window.ts';
import { inWindow, judgeChartFacts, unclearDoubt, type JudgedChart, type Verdict } from './judge-chart-facts.ts';

export interface JudgedConditions extends JudgedChart<Condition> {
  /** Why nothing found is not nothing. */
  readonly doubt: AbsentFeature | undefined;
}

/** The conditions of the set that count, and what casts a doubt on the rest. Absent when the window has no start. */
export function judgeConditions(question: ConditionQuestion, x: Extraction): JudgedConditions | AbsentFeature {
  const window = resolveWindow(question.window ?? undefined, x);
  if ('status' in window) return window;
  const verdictOf = (c: Condition, isUndatable = false) => verdict(c, isUndatable, question, window, x);
  const judged = judgeChartFacts(x.record.conditions(question.codes), x, verdictOf);
  const doubt =
    unreadDoubt(x) ??
    namedDoubt(question, (c) => verdictOf(c) !== 'no', x) ??
    unclearDoubt(judged.unclear, 'the patient had the condition', x);
  return { ...judged, doubt };
}

function verdict(
  condition: Condition,
  isUndatable: boolean,
  { when, at }: ConditionQuestion,
  window: ResolvedWindow = anyTime,
  x: Extraction,
): Verdict {
  if (!isEverCondition(condition)) return 'no';
  if (isUndatable) return 'unclear';
  if (when === 'ever') return 'counts';
  if (when === 'in-window') return inWindow(condition, window, x);
  if (at) return activeThen(condition, x.asOf - msOf(at), x);
  return isActiveAt(condition, x.horizon, x.record.zoneOffsetMinutes) ? 'counts' : 'no';
}

/**
 * At an earlier moment only dates can tell: an onset after it says no, a recorded date after it says nothing about the
 * onset, and a condition that is over without a date may have been over by then.
 */
function activeThen(condition: Condition, at: number, x: Extraction): Verdict {
  const { zoneOffsetMinutes } = x.record;
  const onset = eventTime(condition, zoneOffsetMinutes);
  if (onset && onset.start > at) return 'no';
  const isDated = onset ?? x.eventOf(condition);
  if (!isDated || isDated.start > at) return 'unclear';
  const isDatedEnd = condition.abatementDateTime !== undefined || condition.abatementPeriod !== undefined;
  if (isActiveAt(condition, at, zoneOffsetMinutes)) return 'counts';
  return isDatedEnd ? 'no' : 'unclear';
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
 * A condition of which no code rules out what was asked for (a local system, text only, a SNOMED CT code that nobody listed)
 * and whose words name it: neither a yes, because words also say "screening for", nor a no.
 */
function namedDoubt(
  { codes }: ConditionQuestion,
  mayCount: (c: Condition) => boolean,
  x: Extraction,
): AbsentFeature | undefined {
  if (!codes.names?.length) return undefined;
  const named = x.record.ofType('Condition').filter((c) => mayMean(c.code, codes) && mayCount(c) && x.isVisible(c));
  if (named.length === 0) return undefined;
  const references = named.map((c) => x.record.referenceOf(c));
  return absent('unreadable', references, 'a condition is named like this one, and no code of it rules that out');
}
