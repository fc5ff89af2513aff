import { topic } from '../obligation.ts';

const clients = 'behaviour of real clients';
const none = undefined;
export const hardBehaviours = topic('Hard behaviours of real clients', [
  ['hard-1-prefetch-states', none, 'practice', '23', 'A prefetch key has four states, in every sloppy shape.', clients],
  ['hard-2-partial-prefetch', none, 'practice', '23', 'A partial prefetch is completed, not refused.', clients],
  ['hard-3-foreign-keys', none, 'practice', '23', 'Resources are recognised by content, whatever the key.', clients],
  ['hard-4-hook-is-not-trigger', none, 'practice', '23', 'Any hook may call any service.', clients],
  ['hard-5-jwt-as-practised', none, 'practice', '23', 'JWTs as clients really write them verify.', clients],
  ['hard-6-feedback-batches', none, 'practice', '23', 'Feedback is late, repeated, of many instances.', clients],
  ['hard-7-repeated-instance', none, 'practice', '23', 'A repeated hookInstance is a call of its own.', clients],
  ['hard-8-cors', none, 'practice', '23', 'Preflight asks for authorization; errors have headers.', clients],
  ['hard-9-sloppy-payloads', none, 'practice', '23', 'Known sloppiness is read.', clients],
  ['hard-10-wrong-patient', none, 'practice', '23', 'Data of another patient never counts.', clients],
  ['hard-11-failure-is-not-clear', none, 'practice', '23', 'A failure never looks like “all clear”.', clients],
  ['hard-12-deadline', none, 'practice', '23', 'The deadline reaches every call-back and cancels it.', clients],
  ['hard-13-strict-output', none, 'practice', '23', 'Output keeps the strictest reading; clients differ.', clients],
  [
    'hard-14-call-back-safety',
    none,
    'practice',
    '23',
    'Call-backs go only where they may; values are encoded.',
    clients,
  ],
  ['hard-15-stale-advice', none, 'practice', '23', 'A repeated hook is evaluated afresh under the same id.', clients],
]);
