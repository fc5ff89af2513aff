import { endFlag, endTask, identifierSystems } from '@cardwright/audit';
import type { FhirClient } from '@cardwright/fhir';
import type { Flag, Task } from '@medplum/fhirtypes';
import { byIdentifier, findAll } from './write-identified.ts';

/** Why what was raised is over: a sentence of ours, and the ISO instant. */
export interface Ending {
  readonly why: string;
  readonly at: string;
  /** An earlier attempt may have said it already: it is not noted twice. */
  readonly isAgain?: boolean;
}

/** Ends whatever stands under a `currentIdentity`: Flag and Task, for the service may have changed from one to the other. */
export async function endEscalation(
  fhir: FhirClient,
  current: string,
  { why, at, isAgain = false }: Ending,
  signal: AbortSignal,
): Promise<void> {
  const ofPatient = byIdentifier(identifierSystems.current, current);
  for (const flag of (await findAll(fhir, 'Flag', ofPatient, signal)).filter(isActive))
    await fhir.update({ ...endFlag(flag, at), id: flag.id }, signal);
  for (const task of await findAll(fhir, 'Task', ofPatient, signal)) {
    if (isAgain && task.note?.at(-1)?.text === why) continue;
    const ended = endTask(task, why, at);
    if (ended !== undefined) await updateTask(fhir, ended, task.id, signal);
  }
}

/** Refused with 412 where somebody changed it since it was read: the work is then done again. */
export const updateTask = (fhir: FhirClient, task: Task, id: string, signal: AbortSignal): Promise<Task> =>
  fhir.update({ ...task, id }, signal, task.meta?.versionId);

export const isActive = ({ status }: Flag): boolean => status === 'active';
