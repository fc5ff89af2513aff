import type { Feature } from '@cardwright/cds-service';
import { hasHappened } from '@cardwright/fhir';
import type { Procedure } from '@medplum/fhirtypes';
import { absent } from '../absent.ts';
import type { AnyProcedure } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { present, whenNothingSaysYes } from '../negative.ts';
import { resolveWindow } from '../resolve-window.ts';
import { inWindow, judgeChartFacts, unclearDoubt } from './judge-chart-facts.ts';

/** True when a procedure with any code counts. One without a date, without a code or masked leaves a no open. */
export function extractAnyProcedure(declaration: AnyProcedure, x: Extraction, keys: readonly string[]): Feature {
  const window = resolveWindow(declaration.window, x);
  if ('status' in window) return window;
  const verdict = (procedure: Procedure) => {
    if (!hasHappened(procedure)) return 'no';
    return declaration.window === undefined ? 'counts' : inWindow(procedure, window, x);
  };
  const done = x.record.ofType('Procedure');
  const { counting, unclear } = judgeChartFacts(done, x, verdict);
  const positive = newest(counting.filter(isCoded), x);
  if (positive) {
    const effective = positive.performedDateTime ?? positive.performedPeriod?.start;
    return present(true, [x.record.referenceOf(positive)], effective === undefined ? {} : { effective });
  }
  const doubt = unclearDoubt(unclear, 'the procedure was done', x) ?? uncodedDoubt(counting, x);
  return whenNothingSaysYes(x, { negative: declaration.negative, keys, denial: undefined, doubt });
}

function uncodedDoubt(uncoded: readonly Procedure[], x: Extraction) {
  const withheld = x.withheld('Procedure');
  if (withheld.length > 0) return absent('withheld', withheld, 'a procedure is masked');
  if (uncoded.length === 0) return undefined;
  return absent(
    'unreadable',
    uncoded.map((p) => x.record.referenceOf(p)),
    'a procedure has no code',
  );
}

const isCoded = ({ code }: Procedure): boolean =>
  code?.coding?.some((coding) => coding.system !== undefined && coding.code !== undefined) === true;

/** The one that began last; the list comes ordered by reference, which decides among equals. */
function newest(procedures: readonly Procedure[], x: Extraction): Procedure | undefined {
  const start = (p: Procedure) => x.eventOf(p)?.start ?? -Infinity;
  return procedures.reduce<Procedure | undefined>((a, b) => (a && start(a) >= start(b) ? a : b), undefined);
}
