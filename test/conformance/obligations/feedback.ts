import { topic } from '../obligation.ts';

const section = '§Feedback';
export const feedback = topic('Feedback', [
  [
    'feedback-endpoint',
    64,
    'MAY',
    '23',
    'Feedback is taken at {baseUrl}/cds-services/{id}/feedback.',
    `${section}; I#148`,
  ],
  ['feedback-array', 64, 'SHALL', '23', 'The body is an object with an array `feedback`.', section],
  ['feedback-card', 65, 'REQUIRED', '23', 'An entry names the uuid of its card.', section],
  ['feedback-outcome', 65, 'REQUIRED', '23', 'An entry’s outcome is accepted or overridden.', section],
  ['feedback-timestamp', 65, 'REQUIRED', '23', 'An entry has an outcomeTimestamp of RFC 3339.', section],
  [
    'feedback-accepted-suggestions',
    65,
    'CONDITIONAL',
    '23',
    'An accepted card names the suggestions that were accepted.',
    section,
  ],
  [
    'feedback-override-reason',
    65,
    'OPTIONAL',
    '23',
    'An overridden card may have a reason, a comment or both.',
    section,
  ],
  [
    'feedback-batch',
    66,
    'SHALL',
    '23',
    'One post may hold several cards of several hook instances, and the same card several times.',
    section,
  ],
  ['feedback-jwt', 67, 'SHALL', '23', 'Feedback is authenticated as calls are.', section],
  ['feedback-unknown-card', 68, 'open', '23', 'Ours: feedback on an unknown card is kept and said.', 'not specified'],
  ['feedback-status', 68, 'open', '23', 'Ours: 200 with a receipt; one bad entry loses no other.', 'not specified'],
]);
