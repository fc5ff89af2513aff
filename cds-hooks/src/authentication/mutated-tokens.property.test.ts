import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { testAuthenticator } from './testing/test-authenticator.ts';
import { registrationOf, testSigner } from './testing/test-signer.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= +/,"';

type Edit = readonly [kind: 'replace' | 'insert' | 'remove' | 'swap' | 'flip', at: number, character: string];

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.tuple(
    fc.constantFrom('replace' as const, 'insert' as const, 'remove' as const, 'swap' as const, 'flip' as const),
    fc.double({ min: 0, max: 0.999999, noNaN: true }),
    fc.constantFrom(...alphabet),
  ),
  { minLength: 1, maxLength: 4 },
);

function edited(token: string, [kind, where, character]: Edit): string {
  const at = Math.floor(where * token.length);
  const [before, here = '', after] = [token.slice(0, at), token[at], token.slice(at + 1)];
  if (kind === 'replace') return before + character + after;
  if (kind === 'insert') return before + character + here + after;
  if (kind === 'remove') return before + after;
  if (kind === 'swap') return before + after.slice(0, 1) + here + after.slice(1);
  return before + (here === here.toUpperCase() ? here.toLowerCase() : here.toUpperCase()) + after;
}

test.each(['ES384', 'RS384'])('a %s token that was changed in any way never verifies', async (algorithm) => {
  const signer = await testSigner(algorithm);
  const { verdict } = await testAuthenticator({ clinic: registrationOf(signer) });
  const token = await signer.sign();
  await fc.assert(
    fc.asyncProperty(edits, async (all) => {
      const changed = all.reduce(edited, token);
      fc.pre(changed.trimStart() !== token); // more spaces after the scheme are no change of the token
      expect(await verdict(`Bearer ${changed}`)).not.toBe('accepted');
    }),
    { numRuns: 3000 },
  );
  expect(await verdict(token)).toBe('accepted');
});

test('any text in the header is a refusal, and nothing else', async () => {
  const signer = await testSigner();
  const { verdict } = await testAuthenticator({ clinic: registrationOf(signer) });
  const part = fc.oneof(
    fc.base64String(),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
    fc.string(),
  );
  const header = fc.oneof(
    fc.string(),
    fc.tuple(part, part, part).map((parts) => `Bearer ${parts.join('.')}`),
  );
  await fc.assert(
    fc.asyncProperty(header, async (text) => expect(await verdict(`${text} `)).not.toBe('accepted')),
    { numRuns: 2000 },
  );
});
