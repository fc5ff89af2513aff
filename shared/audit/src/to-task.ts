import type { Task } from '@medplum/fhirtypes';
import { identifierSystems } from './identifier-systems.ts';
import { assertedMeta } from './own-meta.ts';
import { escalationText, type EscalationOptions } from './to-flag.ts';

/**
 * The R4 Task of a threshold that is met: proposed to whoever takes it. Each time it is crossed anew gives one of its own
 * (`episodeIdentity`), since people work on it and finish it.
 */
export function toTask(options: EscalationOptions): Task {
  const { policy, threshold, riskAssessmentReference, asOf } = options;
  const reason = { reference: riskAssessmentReference };
  return {
    resourceType: 'Task',
    meta: assertedMeta,
    identifier: [
      { system: identifierSystems.current, value: options.currentIdentity },
      { system: identifierSystems.episode, value: episodeIdentity(options) },
    ],
    status: 'requested',
    intent: 'proposal',
    ...(policy.priority === undefined ? {} : { priority: policy.priority }),
    code: { text: policy.text },
    description: descriptionOf(escalationText(options), threshold),
    focus: reason,
    for: { reference: options.patientReference },
    authoredOn: options.crossedAt,
    lastModified: asOf,
    requester: { reference: options.deviceReference },
    reasonReference: reason,
  };
}

/** One for each time that a threshold is crossed upward. */
export const episodeIdentity = ({
  currentIdentity,
  crossedAt,
}: Pick<EscalationOptions, 'currentIdentity' | 'crossedAt'>): string => `${currentIdentity}-${crossedAt}`;

/** The stored Task, now of the threshold that is met and of its crossing; what people made of it stays. */
export const rewordTask = (stored: Task, options: EscalationOptions): Task => ({
  ...stored,
  identifier: [
    ...(stored.identifier ?? []).filter(({ system }) => system !== identifierSystems.episode),
    { system: identifierSystems.episode, value: episodeIdentity(options) },
  ],
  description: descriptionOf(escalationText(options), options.threshold),
  lastModified: options.asOf,
});

/** Statuses in which a Task is still to be done or being done. */
export const openTaskStatuses: readonly string[] = [
  'draft',
  'requested',
  'received',
  'accepted',
  'ready',
  'in-progress',
  'on-hold',
];
/** Nobody has taken it on yet. */
const untouchedTaskStatuses: readonly string[] = ['draft', 'requested', 'received', 'ready'];

/**
 * The stored Task after its threshold is no longer met: cancelled where nobody has taken it on, else only noted, for who works
 * on it decides. `undefined` where it is done already.
 */
export function endTask(stored: Task, why: string, at: string): Task | undefined {
  if (!openTaskStatuses.includes(stored.status)) return undefined;
  return untouchedTaskStatuses.includes(stored.status)
    ? { ...stored, status: 'cancelled', statusReason: { text: why }, lastModified: at }
    : { ...stored, note: [...(stored.note ?? []), { text: why, time: at }], lastModified: at };
}

const descriptionOf = (text: string, { recommendation, source }: EscalationOptions['threshold']): string =>
  recommendation === undefined ? `${text} (${source})` : `${text}. ${recommendation} (${source})`;
