import type { ModelManifest, Prediction } from '@cardwright/cds-service';

/** An output as a `score` line prints it. */
export type PrintedOutput = number | string | boolean | { readonly [part: string]: PrintedOutput };

/**
 * The outputs under the reference file's names: a category of `false` and `true` is a boolean, and `components.liver` is the
 * part `liver` of `components`.
 */
export function printOutputs(
  { outputs: signatures }: ModelManifest,
  { outputs }: Prediction,
): Readonly<Record<string, PrintedOutput>> {
  const yesNo = new Set(
    signatures.filter(({ kind, categories }) => kind === 'category' && isYesNo(categories)).map(({ name }) => name),
  );
  const printed = Object.entries(outputs).map(([name, { value }]): [string, PrintedOutput] => [
    name,
    yesNo.has(name) ? value === 'true' : value,
  ]);
  return nested(printed);
}

function nested(outputs: readonly (readonly [string, PrintedOutput])[]): Readonly<Record<string, PrintedOutput>> {
  const groups = Map.groupBy(outputs, ([name]) => name.split('.', 1)[0] ?? name);
  return Object.fromEntries(
    [...groups].map(([head, members]): [string, PrintedOutput] => {
      const own = members.find(([name]) => name === head);
      return [head, own?.[1] ?? nested(members.map(([name, value]) => [name.slice(head.length + 1), value]))];
    }),
  );
}

const isYesNo = (categories: readonly string[] = []): boolean =>
  categories.length === 2 && categories[0] === 'false' && categories[1] === 'true';
