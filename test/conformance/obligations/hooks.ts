import { notOurs, topic } from '../obligation.ts';

const library = 'CDS Hooks library';
const J = undefined;
export const hooks = topic('Hooks', [
  ['hook-patient-view', J, 'REQUIRED', '23', 'patient-view 1.0: userId, patientId; encounterId optional.', library],
  [
    'hook-order-sign',
    J,
    'REQUIRED',
    '23',
    'order-sign 1.0: draftOrders, also re-signed orders that are no drafts.',
    library,
  ],
  [
    'hook-order-select',
    J,
    'REQUIRED',
    '23',
    'order-select 1.0: draftOrders and selections, details may be missing.',
    library,
  ],
  [
    'hook-order-dispatch',
    J,
    'REQUIRED',
    '23',
    'order-dispatch 1.1: no userId; dispatchedOrders and performer.',
    library,
  ],
  ['hook-appointment-book', J, 'REQUIRED', '23', 'appointment-book 1.0: appointments, ids may repeat.', library],
  ['hook-encounter-start', J, 'REQUIRED', '23', 'encounter-start 1.0: encounterId; may fire several times.', library],
  ['hook-encounter-discharge', J, 'REQUIRED', '23', 'encounter-discharge 1.0: encounterId.', library],
  ['hook-medication-refill', J, 'REQUIRED', '23', 'medication-refill 0.1.0: medications; userId optional.', library],
  [
    'hook-medication-verify',
    J,
    'REQUIRED',
    '23',
    'medication-verify 0.1.0: medication, in its example order.',
    library,
  ],
  ['hook-problem-list-item-create', J, 'REQUIRED', '23', 'problem-list-item-create 0.1.0: conditions.', library],
  [
    'hook-allergyintolerance-create',
    J,
    'REQUIRED',
    '23',
    'allergyintolerance-create 0.1.0: allergyIntolerance.',
    library,
  ],
  [
    'hook-deprecated',
    J,
    'OPTIONAL',
    '23',
    'medication-prescribe and order-review are deprecated.',
    library,
    notOurs('No service of ours listens to them; as names they pass like any other ([call-open-hooks]).'),
  ],
]);
