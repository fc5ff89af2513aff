import type { Feature } from '@cardwright/cds-service';
import { hasCode } from '@cardwright/fhir';
import type { Procedure } from '@medplum/fhirtypes';
import type { ProcedurePresent } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { present, whenNothingSaysYes } from '../negative.ts';
import { judgeProcedures } from './judge-procedures.ts';

/** True when a procedure of the set counts; else what the declared negative says. `not-done` is a recorded no. */
export function extractProcedure(declaration: ProcedurePresent, x: Extraction, keys: readonly string[]): Feature {
  const judged = judgeProcedures(declaration, x);
  if ('status' in judged) return judged;
  const positive = newest(judged.counting, x);
  if (positive) return fromProcedure(true, positive, x);
  const notDone = x.record
    .ofType('Procedure')
    .filter((p) => p.status === 'not-done' && hasCode(p.code, declaration.codes) && x.isVisible(p));
  const denied = newest(notDone, x);
  const denial = denied && fromProcedure(false, denied, x);
  return whenNothingSaysYes(x, { negative: declaration.negative, keys, denial, doubt: judged.doubt });
}

function fromProcedure(value: boolean, procedure: Procedure, x: Extraction): Feature {
  const effective = procedure.performedDateTime ?? procedure.performedPeriod?.start;
  return present(value, [x.record.referenceOf(procedure)], effective === undefined ? {} : { effective });
}

/** The one that began last; the list comes ordered by reference, which decides among equals. */
function newest(procedures: readonly Procedure[], x: Extraction): Procedure | undefined {
  const start = (p: Procedure) => x.eventOf(p)?.start ?? -Infinity;
  return procedures.reduce<Procedure | undefined>((a, b) => (a && start(a) >= start(b) ? a : b), undefined);
}
