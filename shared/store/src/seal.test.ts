import { describe, expect, test } from '@jest/globals';
import { parseKeyRing } from './key-ring.ts';
import type { KeyRing } from './key-ring.ts';
import { createSealer } from './seal.ts';

const key = (id: string, fill: number) => ({ id, secret: new Uint8Array(32).fill(fill) });
const old: KeyRing = [key('old', 1)];
const both: KeyRing = [key('new', 2), key('old', 1)];
const failed = expect.objectContaining({ code: 'store-failed' });
const keyMissing = expect.objectContaining({ code: 'store-key' });

describe('sealing', () => {
  const { sealer } = createSealer(old, undefined);
  test.each(['', 'text', 'ünï\u0000', 'x'.repeat(100_000)])('what was sealed opens at its place', (plain) => {
    const sealed = sealer.seal('cards', 'c1', plain);
    expect(sealer.open('cards', 'c1', sealed).toString()).toBe(plain);
    if (plain.length > 3) expect(Buffer.from(sealed).includes(plain)).toBe(false);
  });

  test('bytes are given back as they were', () => {
    const bytes = new Uint8Array([0, 255, 128]);
    expect([...sealer.open('inbox', '1', sealer.seal('inbox', '1', bytes))]).toEqual([0, 255, 128]);
  });

  test('the same text is sealed differently every time', () => {
    expect(sealer.seal('t', 'r', 'same')).not.toEqual(sealer.seal('t', 'r', 'same'));
  });

  test('moved to another table or row it does not open', () => {
    const sealed = sealer.seal('cards', 'c1', 'text');
    expect(() => sealer.open('cards', 'c2', sealed)).toThrow(failed);
    expect(() => sealer.open('feedback', 'c1', sealed)).toThrow(failed);
  });

  test('any byte changed and it does not open', () => {
    const sealed = sealer.seal('t', 'r', 'text');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => sealer.open('t', 'r', changed)).toThrow();
    }
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => sealer.open('t', 'r', sealed.subarray(0, length))).toThrow();
  });
});

describe('rotation', () => {
  test('the newest key seals, the older one still opens, and an index stays the same', () => {
    const before = createSealer(old, undefined);
    const sealed = before.sealer.seal('t', 'r', 'text');
    const after = createSealer(both, before.wrapped);
    expect(after.sealer.open('t', 'r', sealed).toString()).toBe('text');
    expect(after.sealer.index('patient', 'p1')).toBe(before.sealer.index('patient', 'p1'));
    expect(after.wrapped).not.toEqual(before.wrapped);
    const { sealer } = createSealer([key('new', 2)], after.wrapped);
    expect(sealer.index('patient', 'p1')).toBe(before.sealer.index('patient', 'p1'));
    expect(sealer.open('t', 'r', after.sealer.seal('t', 'r', 'text')).toString()).toBe('text');
    expect(() => sealer.open('t', 'r', sealed)).toThrow(keyMissing);
  });

  test('nothing is sealed anew where the newest key did it', () => {
    const first = createSealer(old, undefined);
    expect(createSealer(old, first.wrapped).wrapped).toBe(first.wrapped);
  });

  test('a key that is not there, and another one of its name', () => {
    const { wrapped } = createSealer(old, undefined);
    expect(() => createSealer([key('new', 2)], wrapped)).toThrow(keyMissing);
    expect(() => createSealer([key('old', 9)], wrapped)).toThrow(keyMissing);
  });
});

describe('the index', () => {
  const { sealer, wrapped } = createSealer(old, undefined);
  test('is the same for the same values and differs for what, order and boundaries', () => {
    const all = [
      sealer.index('patient', 'a', 'b'),
      sealer.index('patient', 'ab'),
      sealer.index('patient', 'b', 'a'),
      sealer.index('resource', 'a', 'b'),
      createSealer(old, undefined).sealer.index('patient', 'a', 'b'),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(createSealer(old, wrapped).sealer.index('patient', 'a', 'b')).toBe(all[0]);
    expect(all[0]).toMatch(/^[\w-]{22}$/);
  });
});

describe('keys as they are configured', () => {
  const base64 = Buffer.alloc(32, 7).toString('base64');
  test.each([
    ['lines with comments', `# since May\nnew:${base64}\n\n# before\n  old:${base64}\r\n`],
    ['commas', `new:${base64},old:${base64}`],
  ])('%s', (_name, text) => {
    const ring = parseKeyRing(text);
    expect(ring.map(({ id }) => id)).toEqual(['new', 'old']);
    expect(ring[0].secret).toHaveLength(32);
  });

  test.each([
    ['nothing', ' \n# a comment'],
    ['too short', `a:${Buffer.alloc(31, 7).toString('base64')}`],
    ['no id', base64],
    ['an id with other characters', `A b:${base64}`],
    ['twice the same id', `a:${base64},a:${base64}`],
  ])('%s is refused and not repeated', (_name, text) => {
    expect(() => parseKeyRing(text)).toThrow(keyMissing);
    expect(() => parseKeyRing(text)).toThrow(expect.not.objectContaining({ message: expect.stringContaining('Bwc') }));
  });
});
