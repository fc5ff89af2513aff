import { notOurs, topic } from '../obligation.ts';

const section = '§FHIR Resource Access';
export const authorization = topic('FHIR access with the client’s token', [
  ['auth-may-query', 42, 'MAY', '23', 'With server and token given, the server may be asked.', `${section}; I#60`],
  ['auth-bearer', 42, 'SHALL', '23', 'Every call to the FHIR server presents the token.', `${section}; I#61`],
  [
    'auth-members',
    43,
    'REQUIRED',
    '23',
    '`fhirAuthorization` has access_token, token_type `Bearer`, expires_in, scope and subject.',
    section,
  ],
  [
    'auth-patient',
    43,
    'CONDITIONAL',
    '23',
    '`patient` accompanies patient/ scopes; its absence is a warning and no error.',
    `${section}; cds-r-2`,
  ],
  ['auth-transient', 44, 'SHALL', '23', 'The token is a passing value: not stored, not logged.', section],
  ['auth-not-after-response', 45, 'SHOULD', '23', 'The token is not used after the answer.', section],
  ['auth-scopes', 46, 'SHALL', '23', 'SMART scopes of either generation are accepted.', `${section}; FHIR-37609`],
  [
    'auth-registered',
    47,
    'SHALL',
    '23',
    'The service is registered with the authorization server beforehand.',
    '§Trusting CDS Services',
    notOurs('The operator and the client’s administrator do this.'),
  ],
]);
