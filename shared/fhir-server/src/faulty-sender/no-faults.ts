import type { Faults } from './sender.ts';

/** A sender that makes no mistake. */
export const noFaults: Faults = {
  loss: 0,
  duplication: 0,
  reordering: 0,
  delay: 0,
  delaySteps: 10,
  wrongSignature: 0,
  counterRestart: 0,
  bundling: 0,
  eventsPerBundle: 5,
  interludes: 0,
  storm: 1,
};
