import { beforeAll, describe, expect, test } from '@jest/globals';
import { keyCoolDownMs, maxKeyAgeMs, maxStaleKeyAgeMs, remoteKeySet } from './remote-key-set.ts';
import { maxKeys } from './key-set.ts';
import { testAuthenticator } from './testing/test-authenticator.ts';
import { testIssuer, testNow, testSigner, type TestSigner } from './testing/test-signer.ts';

let first: TestSigner;
let second: TestSigner;
beforeAll(async () => {
  [first, second] = await Promise.all([testSigner('ES384', 'first'), testSigner('ES384', 'second')]);
});

const { signal } = new AbortController();

/** A key set whose clock, content and failures the test decides. */
function watched() {
  const state = { ms: 0, set: { keys: [first.jwk] } as unknown, isAway: false, reads: 0 };
  const keySet = remoteKeySet({
    url: 'https://keys.example.org/jwks',
    algorithms: new Set(['ES384']),
    now: () => new Date(state.ms),
    fetchJson: async () => {
      state.reads += 1;
      await Promise.resolve();
      if (state.isAway) throw new Error('away');
      return state.set;
    },
  });
  return { state, idsOf: async (kid: string) => (await keySet.find(kid, signal)).map(({ id }) => id), keySet };
}

describe('a remote key set', () => {
  test('is read once for many calls at once, and then not before it is old', async () => {
    const { state, idsOf } = watched();
    const found = await Promise.all(Array.from({ length: 50 }, () => idsOf('first')));
    expect(found.flat()).toHaveLength(50);
    state.ms = maxKeyAgeMs;
    await idsOf('first');
    expect(state.reads).toBe(1);
    state.ms += 1;
    await idsOf('first');
    expect(state.reads).toBe(2);
  });

  test('is read again for an unknown key: a client may rotate at any time', async () => {
    const { state, idsOf } = watched();
    await idsOf('first');
    state.set = { keys: [first.jwk, second.jwk] };
    state.ms = keyCoolDownMs;
    expect(await idsOf('second')).toEqual(['second']);
    expect(state.reads).toBe(2);
  });

  test('unknown keys lead to one read in the cool-down, however many come', async () => {
    const { state, idsOf } = watched();
    await idsOf('first');
    for (state.ms = 1; state.ms < keyCoolDownMs; state.ms += 100) expect(await idsOf(`kid-${state.ms}`)).toEqual([]);
    expect(state.reads).toBe(1);
    state.ms = keyCoolDownMs;
    await Promise.all(Array.from({ length: 50 }, (_, index) => idsOf(`kid-${index}`)));
    expect(state.reads).toBe(2);
  });

  test('a key that was withdrawn is refused once the set was read again', async () => {
    const { state, idsOf } = watched();
    await idsOf('first');
    state.set = { keys: [second.jwk] };
    state.ms = maxKeyAgeMs + 1;
    expect(await idsOf('first')).toEqual([]);
  });

  test('while it cannot be read the last one is good for an hour', async () => {
    const { state, idsOf } = watched();
    await idsOf('first');
    state.isAway = true;
    state.ms = maxStaleKeyAgeMs;
    expect(await idsOf('first')).toEqual(['first']);
    state.ms += keyCoolDownMs;
    await expect(idsOf('first')).rejects.toMatchObject({ reason: 'keys-unreachable' });
    state.isAway = false;
    state.ms += keyCoolDownMs;
    expect(await idsOf('first')).toEqual(['first']);
  });

  test('a failed read is not tried again before the cool-down', async () => {
    const { state, idsOf } = watched();
    state.isAway = true;
    for (let call = 0; call < 10; call += 1)
      await expect(idsOf('first')).rejects.toMatchObject({ reason: 'keys-unreachable' });
    expect(state.reads).toBe(1);
  });

  test.each([[null], ['text'], [{}], [{ keys: {} }], [[]]])('%j is no key set', async (set) => {
    const { state, idsOf } = watched();
    state.set = set;
    await expect(idsOf('first')).rejects.toMatchObject({ reason: 'keys-unreachable' });
  });

  test('what is no usable key in it is passed over', async () => {
    const { state, idsOf } = watched();
    const { x: _x, ...broken } = first.jwk;
    state.set = { keys: [null, 5, 'k', [], broken, { kty: 'oct', k: 'AA', kid: 'first' }, second.jwk] };
    expect(await idsOf('second')).toEqual(['second']);
    expect(await idsOf('first')).toEqual([]);
  });

  test('no more than the first keys are read', async () => {
    const { state, idsOf } = watched();
    state.set = { keys: [...Array.from({ length: maxKeys }, () => first.jwk), second.jwk] };
    expect(await idsOf('first')).toHaveLength(maxKeys);
    expect(await idsOf('second')).toEqual([]);
  });

  test('a caller who gives up is refused, and the next one has the keys', async () => {
    const { keySet, idsOf, state } = watched();
    await expect(keySet.find('first', AbortSignal.abort())).rejects.toMatchObject({ reason: 'keys-unreachable' });
    expect(await idsOf('first')).toEqual(['first']);
    expect(state.reads).toBe(1);
  });
});

describe('where keys are fetched from', () => {
  const serving = (sets: Readonly<Record<string, unknown>>) => {
    const asked: string[] = [];
    return {
      asked,
      fetchJson: async (url: string) => {
        asked.push(url);
        return sets[url];
      },
      now: () => testNow,
    };
  };
  const [a, b] = ['https://a.example.org/jwks', 'https://b.example.org/jwks'];

  test('the registered URL, whatever the token names', async () => {
    const network = serving({ [a]: { keys: [first.jwk] } });
    const { verdict } = await testAuthenticator({ clinic: { issuer: testIssuer, jwksUrl: a } }, network);
    expect(await verdict(await first.sign({}, { jku: 'https://evil.example.org/jwks' }))).toBe('accepted');
    expect(network.asked).toEqual([a]);
  });

  test('one of the listed URLs, as the token names it', async () => {
    const network = serving({ [a]: { keys: [first.jwk] }, [b]: { keys: [second.jwk] } });
    const { verdict } = await testAuthenticator({ clinic: { issuer: testIssuer, jku: [a, b] } }, network);
    expect(await verdict(await first.sign({}, { jku: a }))).toBe('accepted');
    expect(await verdict(await second.sign({}, { jku: b }))).toBe('accepted');
    expect(await verdict(await second.sign({}, { jku: a }))).toBe('unknown-key');
    expect(await verdict(await first.sign())).toBe('refused-jku');
    expect(network.asked).toEqual([a, b]);
  });

  test.each([
    `${a}/`,
    `${a}?x`,
    `${a}#x`,
    a.toUpperCase(),
    'https://a.example.org:443/jwks',
    'https://a.example.org/./jwks',
    'http://a.example.org/jwks',
    'https://a.example.org@evil.example.org/jwks',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
  ])('never %s', async (jku) => {
    const network = serving({});
    const { verdict } = await testAuthenticator({ clinic: { issuer: testIssuer, jku: [a] } }, network);
    expect(await verdict(await first.sign({}, { jku }))).toBe('refused-jku');
    expect(network.asked).toEqual([]);
  });

  test('nothing is asked for a token of an unknown issuer, for another endpoint, or past its time', async () => {
    const network = serving({});
    const { verdict } = await testAuthenticator({ clinic: { issuer: testIssuer, jwksUrl: a } }, network);
    for (const claims of [{ iss: 'x' }, { aud: 'x' }, { exp: 1 }]) await verdict(await first.sign(claims));
    expect(network.asked).toEqual([]);
  });
});
