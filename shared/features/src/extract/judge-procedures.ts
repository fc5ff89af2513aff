import type { AbsentFeature } from '@cardwright/cds-service';
import { codeSetIndex, hasCode, hasHappened, isUnderWayAt, mayMean } from '@cardwright/fhir';
import type { Procedure } from '@medplum/fhirtypes';
import { absent } from '../absent.ts';
import type { ProcedureQuestion } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { isUnreadable } from '../is-unreadable.ts';
import { msOf, resolveWindow, type ResolvedWindow } from '../resolve-window.ts';
import { inWindow, judgeChartFacts, unclearDoubt, type JudgedChart, type Verdict } from './judge-chart-facts.ts';

export interface JudgedProcedures extends JudgedChart<Procedure> {
  /** Why nothing found is not nothing. */
  readonly doubt: AbsentFeature | undefined;
}

/** The procedures of the set that count, and what casts a doubt on the rest. Absent when the window has no start. */
export function judgeProcedures(question: ProcedureQuestion, x: Extraction): JudgedProcedures | AbsentFeature {
  const { codes } = question;
  const window = resolveWindow(question.window, x);
  if ('status' in window) return window;
  const procedures = x.record.ofType('Procedure');
  const verdictOf = (procedure: Procedure) => verdict(procedure, question, window, x);
  const judged = judgeChartFacts(
    procedures.filter(({ code }) => hasCode(code, codes)),
    x,
    verdictOf,
  );
  const others = procedures.filter((p) => verdictOf(p) !== 'no' && x.visibility(p) !== 'later');
  const doubt = unclearDoubt(judged.unclear, 'the procedure was done', x) ?? unreadDoubt(others, question, x);
  return { ...judged, doubt };
}

function verdict(
  procedure: Procedure,
  { when, at }: ProcedureQuestion,
  window: ResolvedWindow,
  x: Extraction,
): Verdict {
  if (!hasHappened(procedure)) return 'no';
  if (when === 'ever') return 'counts';
  if (when === 'in-window') return inWindow(procedure, window, x);
  const instant = at ? x.asOf - msOf(at) : x.horizon;
  if (at && !x.eventOf(procedure)) return 'unclear';
  return isUnderWayAt(procedure, instant, x.record.zoneOffsetMinutes) ? 'counts' : 'no';
}

/** A procedure that is masked, cannot be read, or is only named like this one may be the one that was asked for. */
function unreadDoubt(
  procedures: readonly Procedure[],
  { codes }: ProcedureQuestion,
  x: Extraction,
): AbsentFeature | undefined {
  const withheld = x.withheld('Procedure');
  if (withheld.length > 0) return absent('withheld', withheld, 'a procedure is masked');
  const { systems } = codeSetIndex(codes);
  const unread = procedures.filter(({ code }) => isUnreadable(code ? [code] : [], systems) || mayMean(code, codes));
  if (unread.length === 0) return undefined;
  const references = unread.map((p) => x.record.referenceOf(p));
  return absent('unreadable', references, 'a procedure may be this one, and no code of it rules that out');
}
