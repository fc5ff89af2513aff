import { describe, expect, test } from '@jest/globals';
import { exceedsDepth } from './exceeds-depth.ts';
import { measureJson } from './measure-json.ts';
import { parseJsonBody } from './parse-json-body.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const members = (depth: number) => '{"a":'.repeat(depth - 1) + '{}' + '}'.repeat(depth - 1);

describe('depth', () => {
  test.each([
    ['an empty text', '', false],
    ['at the limit', nested(4), false],
    ['lists over the limit', nested(5), true],
    ['objects at the limit', members(4), false],
    ['objects over the limit', members(5), true],
    ['brackets in strings', JSON.stringify(['[[[[[[{{{{{{']), false],
    ['closing brackets in strings hide nothing', '["]",["]",["]",["]",["]"]]]]]', true],
    ['an escaped quote does not end a string', JSON.stringify(['\\"[[[[[[']), false],
    ['an escaped backslash does', '["\\\\",[[[[[]]]]]]', true],
    ['many side by side', JSON.stringify(Array.from({ length: 100 }, () => [[[]]])), false],
    ['letters that differ from brackets in one bit', '"Z[z{"', false],
    ['a string that never ends', '"[[[[[[[', false],
  ])('%s', (_name, text, expected) => {
    expect(exceedsDepth(Buffer.from(text), 4)).toBe(expected);
  });

  test('the scan of the bytes and the walk through the value agree', () => {
    for (const text of [
      nested(4),
      nested(5),
      members(4),
      members(5),
      '3',
      '{}',
      '[{"a":[{"b":1}]}]',
      '[{"a":[{"b":[]}]}]',
      '{"resourceType":[[[[]]]]}',
    ])
      expect([text, measureJson(JSON.parse(text), 4).tooDeep]).toEqual([text, exceedsDepth(Buffer.from(text), 4)]);
  });
});

describe('parseJsonBody', () => {
  const limits = { maxJsonDepth: 8, maxResources: 3 };
  const parse = (text: string | Buffer) => parseJsonBody(Buffer.from(text), limits);

  test.each([
    ['nothing', ''],
    ['half an object', '{"a":'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['UTF-16', Buffer.from('{}', 'utf16le')],
    ['NaN', '{"a":NaN}'],
    ['a comment', '{/* */}'],
  ])('%s is bad-json, and the message quotes none of it', (_name, body) => {
    expect(() => parse(body)).toThrow(expect.objectContaining({ code: 'bad-json' }));
    expect(() => parse(body)).toThrow(/^The body is not (JSON|UTF-8)\.$/);
  });

  test('a byte order mark is let in', () => expect(parse('\uFEFF{"a":1}')).toEqual({ a: 1 }));

  test.each([
    ['small', 9],
    ['100,000 levels', 100_000],
    ['five million levels', 5_000_000],
  ])('a depth bomb (%s) is too-deep, in memory that stays flat', (_name, depth) => {
    const body = Buffer.from(nested(depth));
    const before = process.memoryUsage().heapUsed;
    expect(() => parse(body)).toThrow(expect.objectContaining({ code: 'too-deep' }));
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
  });

  test('resources are counted wherever they are', () => {
    const resource = { resourceType: 'Observation' };
    expect(parse(JSON.stringify([resource, { a: resource }, [resource]]))).toHaveLength(3);
    expect(() => parse(JSON.stringify([resource, { a: resource }, [{ ...resource, contained: [resource] }]]))).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    );
  });

  test('keys with a meaning to JavaScript are keys like any other', () => {
    const value = parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"a":1,"a":2}');
    expect(value).toMatchObject({ a: 2 });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.getPrototypeOf(JSON.parse('{}')));
  });
});
