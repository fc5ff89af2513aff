import type { MetThreshold } from '@cardwright/cds-service';

/** MME a day from which CDC 2022 asks for a reassessment and for naloxone. */
export const reassessFrom = 50;

const guideline = 'CDC 2022 (MMWR Recomm Rep 2022;71(RR-3))';

/** Second sources of both rows, which the reference marks as unverified: README, thresholds. */
const fifty: MetThreshold = {
  id: 'mme-50',
  when: '50 MME/day or more',
  recommendation:
    'Before an increase to 50 MME/day or more, pause and reassess benefits and risks; from there on follow up more often and offer naloxone, with education for patient and household.',
  source: `${guideline}, recommendation 4`,
};
const benzodiazepine: MetThreshold = {
  id: 'benzodiazepine',
  when: 'A benzodiazepine beside the opioid',
  recommendation:
    'Particular caution: weigh whether benefits outweigh the risks of both together, and offer naloxone. A benzodiazepine is tapered, not stopped at once.',
  source: `${guideline}, recommendations 8 and 11`,
};

/** What is met. A lower bound of 50 or more meets the first; `total` is absent where nothing could be counted. */
export const thresholdsMet = (total: number | undefined, hasBenzodiazepine: boolean): readonly MetThreshold[] => [
  ...(total !== undefined && total >= reassessFrom ? [fifty] : []),
  ...(hasBenzodiazepine ? [benzodiazepine] : []),
];
