import { expect, test } from '@jest/globals';
import { authorizationHeader } from './authorization-header.ts';
import { readBearerToken } from './read-bearer-token.ts';

test.each([
  [[], undefined],
  [['Host', 'authorization'], undefined],
  [['Authorization', 'Bearer a.b.c'], 'Bearer a.b.c'],
  [['X', 'Authorization', 'AUTHORIZATION', 'Bearer a.b.c', 'Y', 'z'], 'Bearer a.b.c'],
  [['authorization', 'Bearer a.b.c', 'Authorization', 'Bearer d.e.f'], 'Bearer a.b.c, Bearer d.e.f'],
])('%j', (rawHeaders, header) => {
  expect(authorizationHeader(rawHeaders)).toBe(header);
});

test('of several headers none is believed', () => {
  const header = authorizationHeader(['Authorization', 'Bearer a.b.c', 'Authorization', 'Bearer a.b.c']);
  expect(() => readBearerToken(header)).toThrow('malformed-header');
});
