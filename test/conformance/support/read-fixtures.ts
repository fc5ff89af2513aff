import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../fixtures/', import.meta.url);

/** A message in the shape of one that the specification prints, with our own words and people. */
export interface Fixture {
  readonly name: string;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The fixtures of a folder, by name. */
export function readFixtures(kind: 'requests' | 'responses' | 'feedback'): readonly Fixture[] {
  return readdirSync(new URL(`${kind}/`, folder))
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(`${kind}/${file}`, folder), 'utf8');
      return { name: file.replace('.json', ''), text, body: JSON.parse(text) as Fixture['body'] };
    });
}

/** One fixture of a folder. */
export function readFixture(kind: 'requests' | 'responses' | 'feedback', name: string): Fixture {
  const found = readFixtures(kind).find((fixture) => fixture.name === name);
  if (found === undefined) throw new Error(`there is no fixture ${kind}/${name}`);
  return found;
}
