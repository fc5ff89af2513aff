import { notOurs, topic } from '../obligation.ts';

export const practices = topic('Cards over time, extensions, documentation', [
  [
    'cards-transient',
    78,
    'SHOULD',
    '3',
    'Cards end with the hook that they came from.',
    '§Cards and Transience; I#210–213',
    notOurs('The client shows and removes cards; services update guidance by [discovery-same-id].'),
  ],
  ['extension-object', 79, 'SHALL', '23', 'The value of `extension` is a JSON object.', '§Extensions; I#214'],
  ['extension-keys', 79, 'SHOULD', '23', 'Keys of an extension are reverse-domain names.', '§Extensions; I#215'],
  [
    'practice-documentation',
    80,
    'practice',
    '3',
    'Hooks and features are documented for people.',
    '§Capability Documentation',
  ],
  ['practice-container', 81, 'practice', '23', 'The service comes as a container.', 'best practices'],
  ['practice-silent', 81, 'practice', '23', 'A service can run silently: recorded, no card.', 'best practices'],
  [
    'practice-not-every-view',
    81,
    'practice',
    '23',
    'A call that a service has nothing to say about gives no card.',
    'best practices',
  ],
]);
