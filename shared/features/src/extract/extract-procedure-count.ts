import type { Feature } from '@cardwright/cds-service';
import type { Procedure } from '@medplum/fhirtypes';
import type { ProcedureCount } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { countCodes } from './count-codes.ts';
import { judgeProcedures } from './judge-procedures.ts';

/** How many different codes of the set the procedures that count carry. */
export function extractProcedureCount(declaration: ProcedureCount, x: Extraction, keys: readonly string[]): Feature {
  const judged = judgeProcedures(declaration, x);
  if ('status' in judged) return judged;
  const conceptsOf = ({ code }: Procedure) => (code ? [code] : []);
  return countCodes(x, { facts: judged.counting, codes: declaration.codes, conceptsOf, keys, doubt: judged.doubt });
}
