import type { Feature } from '@cardwright/cds-service';
import type { Condition } from '@medplum/fhirtypes';
import type { ConditionCount } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { countCodes } from './count-codes.ts';
import { judgeConditions } from './judge-conditions.ts';

/** How many different codes of the set the conditions that count carry. */
export function extractConditionCount(declaration: ConditionCount, x: Extraction, keys: readonly string[]): Feature {
  const judged = judgeConditions(declaration, x);
  if ('status' in judged) return judged;
  const conceptsOf = ({ code }: Condition) => (code ? [code] : []);
  return countCodes(x, { facts: judged.counting, codes: declaration.codes, conceptsOf, keys, doubt: judged.doubt });
}
