import {
  CardwrightError,
  type FeatureValue,
  type ItemInputs,
  type ModelInputs,
  type ScoreRequest,
} from '@cardwright/cds-service';

/**
 * One line of `cardwright score`: inputs under the reference file's names, units and categories. A list of objects, or one
 * object, is a list of rows for a table decision. Errors: `bad-request`, `bad-input` naming the inputs.
 */
export function parseScoreLine(line: unknown): ScoreRequest {
  if (!isObject(line) || !isObject(line['inputs'])) {
    throw new CardwrightError('bad-request', 'A line is an object with an object "inputs".');
  }
  return {
    ...parseInputs(line['inputs']),
    ...optionalText(line, 'model'),
    ...optionalText(line, 'horizon'),
    ...optionalText(line, 'reference'),
  };
}

/** From entries, so that a name such as `__proto__` is a name like any other. */
function parseInputs(given: Readonly<Record<string, unknown>>): Pick<ScoreRequest, 'inputs' | 'items'> {
  const inputs: [string, FeatureValue | null][] = [];
  const items: [string, readonly ModelInputs[]][] = [];
  const wrong: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    const rows = isInput(value) ? undefined : rowsOf(value);
    if (isInput(value)) inputs.push([name, value]);
    else if (rows !== undefined) items.push([name, rows]);
    else wrong.push(name);
  }
  if (wrong.length > 0) {
    const message = `Neither a number, a boolean, a text nor a list of rows of them: ${wrong.join(', ')}.`;
    throw new CardwrightError('bad-input', message, { inputs: wrong });
  }
  return { inputs: Object.fromEntries(inputs), ...(items.length > 0 ? { items: itemsOf(items) } : {}) };
}

const itemsOf = (items: readonly [string, readonly ModelInputs[]][]): ItemInputs => Object.fromEntries(items);

/** `undefined` when it is neither a row nor a list of rows. */
function rowsOf(value: unknown): readonly ModelInputs[] | undefined {
  const rows = (Array.isArray(value) ? value : [value]).map((row: unknown) => (isRow(row) ? row : undefined));
  const known = rows.filter((row) => row !== undefined);
  return known.length === rows.length ? known : undefined;
}

function optionalText(
  line: Readonly<Record<string, unknown>>,
  key: 'model' | 'horizon' | 'reference',
): Partial<Record<typeof key, string>> {
  const value = line[key];
  if (value === undefined || value === null) return {};
  if (typeof value !== 'string') throw new CardwrightError('bad-request', `"${key}" is a text.`);
  return { [key]: value };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isInput = (value: unknown): value is FeatureValue | null =>
  value === null || ['number', 'boolean', 'string'].includes(typeof value);
const isRow = (value: unknown): value is ModelInputs => isObject(value) && Object.values(value).every(isInput);
