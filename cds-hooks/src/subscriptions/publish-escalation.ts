import {
  episodeIdentity,
  identifierSystems,
  openTaskStatuses,
  rewordTask,
  toFlag,
  toTask,
  type EscalationOptions,
} from '@cardwright/audit';
import type { Evaluation } from '@cardwright/cds-service';
import type { Task } from '@medplum/fhirtypes';
import { endEscalation, isActive, updateTask } from './end-escalation.ts';
import type { Publishing } from './publish-evaluation.ts';
import type { RaisedAt } from '../published/published.ts';
import { byIdentifier, findAll, writeIdentified } from './write-identified.ts';

/**
 * The Flag or Task of an evaluation: written when it is raised, reworded when another threshold is met, ended when it is
 * released, left alone in between. Gives what stands afterwards.
 */
export async function publishEscalation(
  publishing: Publishing,
  riskAssessment: string | undefined,
): Promise<RaisedAt | undefined> {
  const { evaluation, stored, raised } = publishing.publication;
  const before = stored?.state.raised;
  const state = evaluation.escalation?.state;
  const { source, current, signal } = publishing;
  const why = 'What it was raised for is over, or was corrected.';
  if (state === 'released') await endEscalation(source.fhir, current, { why, at: evaluation.asOf }, signal);
  if (raised === undefined) return undefined;
  const known = before?.reference;
  const words = wordsOf(evaluation, raised.threshold) ?? before?.words;
  const afterwards = (reference: string): RaisedAt => ({
    ...raised,
    reference,
    ...(words === undefined ? {} : { words }),
  });
  const isSettled = stored?.state.isPending === undefined && words === before?.words;
  const hasMoved = state === 'raised' || state === 'lowered';
  if (known !== undefined && isSettled && !hasMoved) return afterwards(known);
  const options = optionsOf(publishing, raised, riskAssessment);
  const reference = options === undefined ? (known ?? (await adopt(publishing))) : await write(publishing, options);
  return reference === undefined ? undefined : afterwards(reference);
}

/** The words of a threshold that is met; `undefined` where it is not. */
export const wordsOf = ({ assessment }: Evaluation, threshold: string): string | undefined =>
  assessment?.thresholds.find(({ id }) => id === threshold)?.when;

/** `undefined` where the threshold is not met now, and so has no words: nothing is raised on it. */
function optionsOf(
  { publication: { evaluation }, served, about, current }: Publishing,
  { threshold: id, raisedAt, crossedAt }: RaisedAt,
  riskAssessment: string | undefined,
): EscalationOptions | undefined {
  const { escalation: policy } = served.service.manifest;
  const threshold = evaluation.assessment?.thresholds.find((met) => met.id === id);
  if (policy === undefined || threshold === undefined || riskAssessment === undefined) return undefined;
  return {
    policy,
    threshold,
    currentIdentity: current,
    patientReference: about.patientReference,
    deviceReference: about.deviceReference,
    riskAssessmentReference: `RiskAssessment/${riskAssessment}`,
    raisedAt,
    crossedAt,
    asOf: evaluation.asOf,
  };
}

async function write({ source: { fhir }, current, signal }: Publishing, options: EscalationOptions): Promise<string> {
  const ofPatient = byIdentifier(identifierSystems.current, current);
  if (options.policy.resource === 'Flag')
    return `Flag/${await writeIdentified(fhir, toFlag(options), ofPatient, signal)}`;
  // People work on a Task: one that is open is reworded and otherwise left to them.
  const open = (await findAll(fhir, 'Task', ofPatient, signal)).find(isOpen);
  if (open !== undefined) {
    await updateTask(fhir, rewordTask(open, options), open.id, signal);
    return `Task/${open.id}`;
  }
  // One for each upward crossing: what is done stays done when less is met, or the same again.
  const task = toTask(options);
  const ofEpisode = byIdentifier(identifierSystems.episode, episodeIdentity(options));
  const { id } = await fhir.conditionalCreate('Task', ofEpisode, task, signal);
  return `Task/${id ?? (await writeIdentified(fhir, task, ofEpisode, signal))}`;
}

/** What was perhaps written before the end of an earlier attempt. */
async function adopt({ source: { fhir }, current, signal }: Publishing): Promise<string | undefined> {
  const ofPatient = byIdentifier(identifierSystems.current, current);
  const [flag] = (await findAll(fhir, 'Flag', ofPatient, signal)).filter(isActive);
  if (flag !== undefined) return `Flag/${flag.id}`;
  const [task] = (await findAll(fhir, 'Task', ofPatient, signal)).filter(isOpen);
  return task === undefined ? undefined : `Task/${task.id}`;
}

const isOpen = ({ status }: Task): boolean => openTaskStatuses.includes(status);
