import { isRecord } from './is-record.ts';

/** Every value that stands at a dotted path (`component.code`), arrays flattened on the way; absent is an empty list. */
export function elementsAt(root: unknown, path: string): readonly unknown[] {
  return path
    .split('.')
    .reduce<readonly unknown[]>((values, name) => values.flatMap((value) => child(value, name)), [root]);
}

function child(value: unknown, name: string): readonly unknown[] {
  const found = isRecord(value) ? value[name] : undefined;
  if (found === undefined || found === null) return [];
  return Array.isArray(found) ? found : [found];
}
