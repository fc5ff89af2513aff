import { describe, expect, test } from '@jest/globals';
import { checkCard } from '@cardwright/cards';
import type { Card } from '@cardwright/cds-service';
import { disableTelemetry } from '@cardwright/scoring';
import { loadService, registeredServices } from '../load-services.ts';
import type { ServiceCase } from './parse-case.ts';
import { readCases } from './read-cases.ts';
import { runCase } from './run-case.ts';

/** Text that would be markup, a link, an image, code, a table cell, a list, a heading, or the end of a line. */
const hostile: readonly (readonly [string, string])[] = [
  ['a script', '<script>alert(1)</script>'],
  ['an image that fetches', '<img src=x onerror=alert(1)>'],
  ['a link', '[click](https://evil.example/x)'],
  ['an image', '![x](https://evil.example/x.png)'],
  ['a bare address', 'see https://evil.example/x or www.evil.example'],
  ['a mail address', 'write to a@evil.example'],
  ['code', '`rm -rf` ```\ncode\n```'],
  ['a table', 'a | b |\n| --- | --- |\n| c'],
  ['lines and a heading', 'x\n\n# Heading\n- item\n> quote'],
  ['a reference', '[x]: https://evil.example/ "t"'],
  ['an entity', '&lt;script&gt; &#60;b&#62;'],
  ['backslashes', '\\\\[x\\](https://evil.example/)'],
  ['a line separator', 'x\u2028# y\u0085z\u202e'],
];
const marker = 'Zq';

/** Members that hold text for people, in resources and in drafts. Codes, ids, systems, references and dates stay. */
const texts: ReadonlySet<string> = new Set([
  'display',
  'text',
  'valueString',
  'patientInstruction',
  'family',
  'comment',
]);

/** Every text for people with hostile text behind it: what was recognised by its name still is. */
function inject(value: unknown, attack: string, key = ''): unknown {
  if (typeof value === 'string') return texts.has(key) ? `${value} ${marker} ${attack}` : value;
  if (Array.isArray(value)) return value.map((item: unknown) => inject(item, attack, key));
  if (typeof value !== 'object' || value === null) return value;
  const injected = Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, inject(child, attack, name)]),
  );
  return isConcept(value) ? { text: `${marker} ${attack}`, ...injected } : injected;
}

/** Units as text: with the code beside it the value counts, without it the unit is refused. */
const injectUnits =
  (keepCode: boolean) =>
  (value: unknown, attack: string): unknown => {
    const unitOf = (quantity: object) => ({
      ...(keepCode ? quantity : { value: Reflect.get(quantity, 'value') }),
      unit: `${marker} ${attack}`,
    });
    if (Array.isArray(value)) return value.map((item: unknown) => injectUnits(keepCode)(item, attack));
    if (typeof value !== 'object' || value === null) return value;
    if (typeof Reflect.get(value, 'value') === 'number') return unitOf(value);
    const members = Object.entries(value).map(([name, child]) => [name, injectUnits(keepCode)(child, attack)] as const);
    return Object.fromEntries(members);
  };

const changes = [inject, injectUnits(true), injectUnits(false)] as const;

const isConcept = (value: object): boolean => 'coding' in value && !('text' in value);

function changed(original: ServiceCase, change: (value: unknown) => unknown): ServiceCase {
  const { context, prefetch } = original;
  const copy: ServiceCase = JSON.parse(JSON.stringify({ ...original, expect: { outcome: original.expect.outcome } }));
  return { ...copy, context: record(change(context)), prefetch: record(change(prefetch)) };
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const lineBreaks = /[\u0000-\u001f\u0085\u2028\u2029\u202e]/;

/** What a renderer of GitHub Flavored Markdown would make of attack text: nothing, where all of it is escaped. */
function markupOf({ summary, detail = '', suggestions = [] }: Card): readonly string[] {
  const plain = [
    summary,
    ...suggestions.flatMap(({ label, actions = [] }) => [label, ...actions.map((a) => a.description)]),
  ];
  const rendered = [
    [/<[a-z/!?]/i, 'HTML'],
    [/(?<!\\)\]\(/, 'a link'],
    [/(?<!\\)!\[/, 'an image'],
    [/https?:\/\/(?:www\.)?evil/i, 'a bare address'],
    [/\bwww\.evil/i, 'a bare address'],
    [/[a-z]@evil/i, 'a mail address'],
    [/^#+ Heading/m, 'a heading'],
    [/^(?:- item|> quote)/m, 'a block'],
    [/(?<!\\)`(?:rm|``)/, 'code'],
    [/^\[x\]:/m, 'a reference'],
    [/&lt;script&gt;|&#60;b/, 'an entity that is read'],
  ] as const;
  return [
    ...rendered.flatMap(([pattern, what]) => (pattern.test(detail) ? [`${what} in the detail`] : [])),
    ...plain.filter((text) => lineBreaks.test(text)).map(() => 'a line break in plain text'),
  ];
}

/** Cards on which a text of the chart or of a draft was printed. */
let seen = 0;

/** Lines of a table that have more or fewer cells than its first line. */
function brokenRows(detail: string): readonly string[] {
  const cells = (line: string) => line.split(/(?<!\\)\|/).length;
  const tables = detail.split('\n\n').map((block) => block.split('\n').filter((line) => line.startsWith('|')));
  return tables.flatMap(([first = '', ...rows]) =>
    rows.filter((row) => cells(row) !== cells(first)).map(() => 'a row with other cells than its table'),
  );
}

describe.each([...registeredServices.keys()])('%s', (id) => {
  disableTelemetry();
  const runnable = loadService(id);
  const cases = readCases(id);

  /** Each attack meets every other case, in its texts or in its units: together they meet all of them. */
  test.each(hostile.map(([name, attack], index) => [name, attack, index] as const))(
    '%s in the texts of cases is only text',
    async (_name, attack, turn) => {
      for (const [index, { file, case: original }] of cases.entries()) {
        if ((index + turn) % 2 !== 0) continue;
        const change = changes[Math.floor((index + turn) / 2) % changes.length] ?? inject;
        const { evaluation } = await runCase(
          await runnable,
          changed(original, (value) => change(value, attack)),
        );
        const found = evaluation.cards.flatMap((card) => [
          ...markupOf(card),
          ...brokenRows(card.detail ?? ''),
          ...checkCard(card),
        ]);
        seen += evaluation.cards.filter((card) => JSON.stringify(card).includes(marker)).length;
        expect({ file, found, error: evaluation.error }).toEqual({ file, found: [] });
      }
    },
  );
});

test('the texts do reach cards', () => expect(seen).toBeGreaterThan(20));
