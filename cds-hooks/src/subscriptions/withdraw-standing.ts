import { identifierSystems, withdrawAssessment, type Withdrawal } from '@cardwright/audit';
import type { FhirClient } from '@cardwright/fhir';
import { byIdentifier, findAll } from './write-identified.ts';

/** Withdraws the RiskAssessments of a `currentIdentity` that stand at the source; gives how many did. */
export async function withdrawStanding(
  fhir: FhirClient,
  current: string,
  withdrawal: Withdrawal,
  signal: AbortSignal,
): Promise<number> {
  const found = await findAll(fhir, 'RiskAssessment', byIdentifier(identifierSystems.current, current), signal);
  const standing = found.filter(({ status }) => status === 'final');
  for (const one of standing) await fhir.update({ ...withdrawAssessment(one, withdrawal), id: one.id }, signal);
  return standing.length;
}
