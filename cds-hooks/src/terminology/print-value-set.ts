import type { ValueSetFile } from '@cardwright/features';

const maxColumns = 120;

/** The order in which members stand in a file: what it is, where from, what is in it, what vouches for it. */
const memberOrder = [
  '$schema',
  'id',
  'version',
  'date',
  'title',
  'description',
  'source',
  'filledBySite',
  'codes',
  'prefixes',
  'panels',
  'names',
  'notNames',
  'leftOut',
  'complete',
  'expandFrom',
  'expanded',
  'hash',
] as const satisfies readonly (keyof ValueSetFile)[];

/** The text of a value-set file as the formatter of this repository writes it: one code a line, so that a diff is a list of codes. */
export function printValueSet(file: ValueSetFile): string {
  const members = memberOrder.flatMap((member) =>
    file[member] === undefined ? [] : [[member, file[member]] as const],
  );
  return `${print(Object.fromEntries(members), '', 0)}\n`;
}

/** `before`: columns that are taken on the line. Nothing is put on one line at the top, nor what does not fit there. */
function print(value: unknown, indent: string, before: number): string {
  if (!isComposite(value)) return JSON.stringify(value);
  const line = oneLine(value);
  if (line !== undefined && indent !== '' && before + line.length + 1 <= maxColumns) return line;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const deeper = `${indent}  `;
  const lines = membersOf(value).map(
    ([key, member]) => `${deeper}${key}${print(member, deeper, deeper.length + key.length)}`,
  );
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

/** `undefined` for what is broken into lines however short it is: several objects, or an object that holds more than plain values. */
function oneLine(value: unknown): string | undefined {
  if (!isComposite(value)) return JSON.stringify(value);
  const members = membersOf(value);
  const only = members.length === 1 && Array.isArray(value) ? oneLine(members[0]?.[1]) : undefined;
  if (only !== undefined) return `[${only}]`;
  if (members.some(([, member]) => isComposite(member))) return undefined;
  const inside = members.map(([key, member]) => `${key}${JSON.stringify(member)}`).join(', ');
  if (Array.isArray(value)) return `[${inside}]`;
  return inside === '' ? '{}' : `{ ${inside} }`;
}

const isComposite = (value: unknown): value is object => typeof value === 'object' && value !== null;

const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  Array.isArray(value)
    ? value.map((item: unknown) => ['', item] as const)
    : Object.entries(isComposite(value) ? value : {}).map(
        ([key, member]) => [`${JSON.stringify(key)}: `, member] as const,
      );
