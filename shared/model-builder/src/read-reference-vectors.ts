import { CardwrightError } from '@cardwright/cds-service';
import type { GoldenVector, ItemInputs, ModelInputs } from '@cardwright/cds-service';

/** A vector of a clinical reference as a golden vector, with the model of the reference that it is about. */
export interface ReferenceVector extends GoldenVector {
  readonly model?: string;
  readonly horizon?: string;
}

/**
 * The vectors of a clinical reference (its `vectors`, copied into the folder) as golden vectors: a boolean that is expected
 * is the category `true` or `false`, an object that is expected is one output for each part (`components.liver`), a list or an
 * object among the inputs is a list of rows for a table decision. Error: `model-invalid` naming the vector.
 */
export function readReferenceVectors(json: readonly unknown[]): readonly ReferenceVector[] {
  return json.map((row, index) => {
    if (!isObject(row) || !isObject(row['inputs']) || !isObject(row['expected']))
      return refuse(`vector ${index}: no inputs or nothing expected`);
    const { id, tolerance, source, model, horizon } = row;
    if (typeof id !== 'string' || typeof tolerance !== 'number' || typeof source !== 'string')
      return refuse(`vector ${index}: no id, tolerance or source`);
    return {
      id,
      ...inputsOf(id, row['inputs']),
      expected: Object.fromEntries(expectedOf(id, row['expected'], '')),
      tolerance,
      source,
      ...(typeof model === 'string' ? { model } : {}),
      ...(typeof horizon === 'string' ? { horizon } : {}),
    };
  });
}

function inputsOf(id: string, given: Record<string, unknown>): { inputs: ModelInputs; items?: ItemInputs } {
  const scalars = Object.entries(given).filter((entry): entry is [string, ModelInputs[string]] => isScalar(entry[1]));
  const lists = Object.entries(given)
    .filter(([, value]) => !isScalar(value))
    .map(([name, value]): [string, readonly ModelInputs[]] => [name, rowsOf(id, name, value)]);
  return { inputs: Object.fromEntries(scalars), ...(lists.length > 0 ? { items: Object.fromEntries(lists) } : {}) };
}

function rowsOf(id: string, name: string, value: unknown): readonly ModelInputs[] {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [value];
  return rows.map((row) => (isRow(row) ? row : refuse(`${id}: ${name} is no list of rows`)));
}

function expectedOf(id: string, expected: Record<string, unknown>, path: string): readonly [string, number | string][] {
  return Object.entries(expected).flatMap(([name, value]): readonly [string, number | string][] => {
    if (typeof value === 'boolean') return [[`${path}${name}`, String(value)]];
    if (typeof value === 'number' || typeof value === 'string') return [[`${path}${name}`, value]];
    return isObject(value) ? expectedOf(id, value, `${path}${name}.`) : refuse(`${id}: ${path}${name} is no answer`);
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): value is ModelInputs[string] =>
  value === null || ['number', 'boolean', 'string'].includes(typeof value);
const isRow = (value: unknown): value is ModelInputs => isObject(value) && Object.values(value).every(isScalar);

function refuse(message: string): never {
  throw new CardwrightError('model-invalid', message);
}
