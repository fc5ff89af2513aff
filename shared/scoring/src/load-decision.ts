import { createHash } from 'node:crypto';
import { CardwrightError } from '@cardwright/cds-service';
import type {
  Decide,
  GoldenVector,
  ItemSignature,
  ModelInputs,
  ModelManifest,
  PredictedOutput,
  Prediction,
  SignatureInput,
  SignatureOutput,
} from '@cardwright/cds-service';
import { encodeValue } from './encode-value.ts';
import type { ScoringRequest } from './plan-request.ts';
import type { LoadedModel } from './session-model.ts';

/** A table decision, read: its manifest, the bytes of its table, its vectors and the function over it. */
export interface DecisionFiles {
  readonly manifest: ModelManifest;
  readonly table: Uint8Array;
  readonly golden: readonly GoldenVector[];
  readonly decide: Decide;
}

/**
 * A table decision as a model like any other: the table has the sha256 of the manifest, and every golden vector is met, before
 * this returns. Errors: `model-invalid`, `model-golden-mismatch` naming the vector and the output.
 */
export function loadDecision({ manifest, table, golden, decide }: DecisionFiles): LoadedModel {
  const { id } = manifest;
  const refuse = (why: string): never => {
    throw new CardwrightError('model-invalid', `${id}: ${why}`, { model: id });
  };
  const sha256 = createHash('sha256').update(table).digest('hex');
  if (sha256 !== manifest.sha256) refuse(`the table has sha256 ${sha256}, the manifest ${manifest.sha256}`);
  if (manifest.table === undefined) refuse('the manifest does not say from when its table is');
  if (golden.length === 0) refuse('no golden vectors');
  for (const vector of golden) checkVector(manifest, decide, vector);
  return {
    manifest,
    predict: async (requests) => requests.map((request) => decideRequest(manifest, decide, request)),
    isReady: () => true,
    release: async () => undefined,
  };
}

/** One answer. Errors: `bad-input` for what the signature does not know, `model-failed` for what it does not promise, those of the decision. */
function decideRequest(manifest: ModelManifest, decide: Decide, request: ScoringRequest): Prediction {
  const { id, variant, sha256 } = manifest;
  const { inputs, items = {}, outputs: wanted } = request;
  checkRow(id, manifest.inputs, inputs, '');
  for (const name of Object.keys(items)) {
    const list = manifest.items?.find((item) => item.name === name);
    if (list === undefined) throw badInput(id, name);
    for (const row of items[name] ?? []) checkItem(id, list, row);
  }
  const absent = (manifest.items ?? []).filter(({ name, required }) => required && items[name] === undefined);
  if (absent.length > 0) throw missing(absent.map(({ name }) => name));
  const decided = Object.entries(decide(inputs, items)).map(([name, value]) => toOutput(manifest, name, value));
  return {
    model: id,
    variant,
    sha256,
    inputs: Object.fromEntries(manifest.inputs.map(({ name }) => [name, inputs[name] ?? null])),
    ...(manifest.items === undefined ? {} : { items }),
    outputs: Object.fromEntries(decided.filter(([name]) => wanted?.includes(name) ?? true)),
    explanations: [],
  };
}

function toOutput({ id, outputs }: ModelManifest, name: string, value: number | string): [string, PredictedOutput] {
  const signature = outputs.find((output) => output.name === name);
  if (signature === undefined || !fits(signature, value)) {
    throw new CardwrightError('model-failed', `${id}: ${name} is not what the manifest promises`, { outputs: [name] });
  }
  return [name, { value, unit: signature.unit }];
}

/** A text whose words are listed nowhere is the table's own (a recommendation). */
function fits({ kind, categories }: SignatureOutput, value: number | string): boolean {
  if (kind === 'category') return typeof value === 'string' && (categories?.includes(value) ?? true);
  return typeof value === 'number' && Number.isFinite(value) && (kind !== 'probability' || (value >= 0 && value <= 1));
}

function checkItem(model: string, list: ItemSignature, row: ModelInputs): void {
  if (list.open !== true) return checkRow(model, list.columns, row, `${list.name}.`);
  for (const [name, value] of Object.entries(row))
    if (value !== null && typeof value !== 'string') throw badInput(model, `${list.name}.${name}`);
}

/** Names and kinds of one row; ranges and needed columns as the signature has them. */
function checkRow(model: string, columns: readonly SignatureInput[], row: ModelInputs, path: string): void {
  for (const name of Object.keys(row)) {
    if (!columns.some((column) => column.name === name)) throw badInput(model, `${path}${name}`);
  }
  for (const column of columns) {
    const value = row[column.name];
    if (!isAccepted(column, value)) throw badInput(model, `${path}${column.name}`);
    const { range, presence, name } = column;
    if (presence === 'required' && (value === null || value === undefined)) throw missing([`${path}${name}`]);
    if (range !== undefined && typeof value === 'number' && (value < range[0] || value > range[1])) {
      const inputs = [`${path}${name}`];
      throw new CardwrightError('out-of-range', `Outside the range of the model: ${path}${name}.`, { inputs });
    }
  }
}

/** A category without a list of words is any text: the table knows its keys. */
function isAccepted(column: SignatureInput, value: ModelInputs[string] | undefined): boolean {
  if (column.kind === 'category' && column.categories === undefined)
    return value === null || value === undefined || typeof value === 'string';
  return encodeValue(column, value) !== undefined;
}

const badInput = (model: string, name: string): CardwrightError =>
  new CardwrightError('bad-input', `${model}: not an input it accepts: ${name}`, { inputs: [name] });

const missing = (inputs: readonly string[]): CardwrightError =>
  new CardwrightError('missing-input', `Required and absent: ${inputs.join(', ')}.`, { inputs });

function checkVector(manifest: ModelManifest, decide: Decide, vector: GoldenVector): void {
  const mismatch = (what: string): CardwrightError =>
    new CardwrightError('model-golden-mismatch', `${manifest.id} does not reproduce ${vector.id}: ${what}`, {
      model: manifest.id,
      vector: vector.id,
    });
  const outputs = answerOf(manifest, decide, vector, mismatch);
  for (const [name, expected] of Object.entries(vector.expected)) {
    const actual = outputs[name]?.value;
    const isEqual =
      typeof expected === 'number' && typeof actual === 'number'
        ? Math.abs(actual - expected) <= vector.tolerance
        : actual === expected;
    if (!isEqual) throw mismatch(`${name} is ${actual ?? 'not given'}, expected ${expected}`);
  }
}

function answerOf(
  manifest: ModelManifest,
  decide: Decide,
  { inputs, items }: GoldenVector,
  mismatch: (what: string) => CardwrightError,
): Prediction['outputs'] {
  try {
    return decideRequest(manifest, decide, { inputs, ...(items === undefined ? {} : { items }) }).outputs;
  } catch (error) {
    throw mismatch(`it cannot be computed (${error instanceof Error ? error.message : 'unknown reason'})`);
  }
}
