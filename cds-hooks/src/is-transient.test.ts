import { expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import { isTransient } from './is-transient.ts';

const refused = (status: number) => new CardwrightError('fhir-refused', 'Refused.', { status });
const tables: readonly (readonly [string, unknown, boolean])[] = [
  ['no answer', new CardwrightError('fhir-unreachable', 'No answer.'), true],
  ['too late', new CardwrightError('deadline-exceeded', 'Too late.'), true],
  ['no token', new CardwrightError('token-refused', 'No token.'), true],
  ['less granted than needed', new CardwrightError('scope-not-granted', 'Not granted.'), false],
  ['401', refused(401), true],
  ['403', refused(403), false],
  ['404', refused(404), false],
  ['408', refused(408), true],
  ['429', refused(429), true],
  ['499', refused(499), false],
  ['500', refused(500), true],
  ['503', refused(503), true],
  ['an answer that is no FHIR', new CardwrightError('fhir-refused', 'Not a Bundle.'), false],
  ['too large', new CardwrightError('too-large', 'Too large.'), false],
  ['a defect', new TypeError('x'), false],
  ['nothing', undefined, false],
];
test.each(tables)('%s', (_name, error, expected) => {
  expect(isTransient(error)).toBe(expected);
});
