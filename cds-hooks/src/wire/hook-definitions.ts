/** What the page of a hook says about its context (https://cds-hooks.hl7.org/hooks/, cds-hooks-library 5d04c4d). */
export interface HookDefinition {
  /** Members that the page requires. */
  readonly required: readonly string[];
  /** The required member that holds what the hook is about: without it a service cannot know whether it is concerned. */
  readonly subject?: string;
  /** How the members that hold resources are shaped: a Bundle, one resource, or a list of resources. */
  readonly resources?: Readonly<Record<string, 'bundle' | 'resource' | 'list'>>;
}

const inAnEncounter: HookDefinition = { required: ['userId', 'patientId', 'encounterId'] };

/** The published hooks. The set is open: organisations add hooks of their own, about which nothing is known here. */
export const hookDefinitions: ReadonlyMap<string, HookDefinition> = new Map([
  ['patient-view', { required: ['userId', 'patientId'] }],
  ['order-select', { required: ['userId', 'patientId', 'selections', 'draftOrders'], subject: 'draftOrders' }],
  ['order-sign', { required: ['userId', 'patientId', 'draftOrders'], subject: 'draftOrders' }],
  [
    'order-dispatch',
    {
      required: ['patientId', 'dispatchedOrders', 'performer'],
      subject: 'dispatchedOrders',
      resources: { fulfillmentTasks: 'list' },
    },
  ],
  [
    'appointment-book',
    {
      required: ['userId', 'patientId', 'appointments'],
      subject: 'appointments',
      resources: { appointments: 'bundle' },
    },
  ],
  ['encounter-start', inAnEncounter],
  ['encounter-discharge', inAnEncounter],
  [
    'medication-refill',
    { required: ['patientId', 'medications'], subject: 'medications', resources: { medications: 'bundle' } },
  ],
  [
    'medication-verify',
    { required: ['userId', 'patientId', 'medication'], subject: 'medication', resources: { medication: 'resource' } },
  ],
  [
    'problem-list-item-create',
    { required: ['userId', 'patientId', 'conditions'], subject: 'conditions', resources: { conditions: 'bundle' } },
  ],
  [
    'allergyintolerance-create',
    {
      required: ['userId', 'patientId', 'allergyIntolerance'],
      subject: 'allergyIntolerance',
      resources: { allergyIntolerance: 'resource' },
    },
  ],
]);

/** Names under which clients send a member: the page's own example, older pages, habits of products. */
export const otherNames: Readonly<Record<string, string>> = {
  selections: 'selection',
  fulfillmentTasks: 'fulfillment-tasks',
  medication: 'order',
};
