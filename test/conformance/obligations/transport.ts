import { deferred, topic } from '../obligation.ts';

export const transport = topic('JSON and transport', [
  ['json-only', 1, 'SHALL', '23', 'Everything sent and received is JSON.', '§Use of JSON; I#1'],
  ['transport-tls', 2, 'SHALL', '23', 'Data travels over TLS.', '§Security and Safety; I#2, I#168'],
  [
    'transport-fhir-security',
    2,
    'SHOULD',
    '3',
    'Implementers review FHIR’s advice on the security of communications.',
    '§Security and Safety',
    deferred('A duty to read, not behaviour: what came of it is docs/security.md.'),
  ],
  ['json-fhir', 3, 'SHALL', '3', 'FHIR resources inside are in FHIR’s own JSON form.', '§Use of JSON; FHIR-54815'],
  ['json-no-comments', 4, 'SHOULD NOT', '3', 'JSON has no comments and no trailing commas.', '§Use of JSON'],
  [
    'json-no-empties',
    5,
    'SHALL NOT',
    '23',
    'No element is null, an empty text, an empty array or an empty object, unless it is named as an exception.',
    '§Use of JSON; I#3',
  ],
  ['json-omit-optional', 5, 'SHALL', '23', 'An optional attribute without a value is left out.', '§Use of JSON; I#3'],
  [
    'json-empty-cards',
    5,
    'REQUIRED',
    '23',
    '`cards` stays present when it is empty.',
    'logical model, json-empty-behavior',
  ],
  ['json-null-prefetch', 5, 'REQUIRED', '23', '`null` under a prefetch key is a legal value.', '§Prefetch response'],
]);
