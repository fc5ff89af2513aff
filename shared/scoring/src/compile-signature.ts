import { CardwrightError } from '@cardwright/cds-service';
import type { ModelManifest, SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { checkAssumptions } from './check-assumptions.ts';
import { checkCalibration } from './check-calibration.ts';
import { compileActionable } from './compile-actionable.ts';
import type { CompiledActionable } from './compile-actionable.ts';
import { compilePlausible } from './compile-plausible.ts';
import type { CompiledPlausible } from './compile-plausible.ts';
import { compilePlayers } from './compile-players.ts';
import type { Player } from './compile-players.ts';
import { encodeValue } from './encode-value.ts';
import type { LinearForm } from './linear-form.ts';
import { defaultExplanationRows } from './plan-explanation.ts';

/** An output with the columns of the inputs it depends on. */
export interface CompiledOutput {
  readonly signature: SignatureOutput;
  /** Ascending column numbers of `signature.inputs`. */
  readonly columns: readonly number[];
  /** Those of them that must be present. */
  readonly needed: readonly number[];
}

/** A manifest's signature, checked and indexed for the hot path. */
export interface CompiledSignature {
  readonly model: string;
  readonly inputs: readonly SignatureInput[];
  readonly inputNames: ReadonlySet<string>;
  readonly outputs: readonly CompiledOutput[];
  readonly outputNames: ReadonlySet<string>;
  /** The reference patient's row; absent when the manifest has none. */
  readonly reference?: Float64Array;
  /** Per column: true where the reference takes the patient's own value. */
  readonly own: readonly boolean[];
  readonly players: readonly Player[];
  /** 1 or 2: what the manifest declares of interactions, so that one antithetic pair explains exactly. */
  readonly order?: 1 | 2;
  /** The closed form of a model of order 1 that is proven to have one. */
  readonly linear?: LinearForm;
  /** Rows that a sampled explanation may take. */
  readonly explanationRows: number;
  readonly actionable: readonly CompiledActionable[];
  /** The inputs that say what they could have been where they are absent. */
  readonly plausible: readonly CompiledPlausible[];
}

const refuse = (model: string, message: string): never => {
  throw new CardwrightError('model-invalid', `${model}: ${message}`, { model });
};

const requireUnique = (model: string, what: string, values: readonly (string | number)[]): void => {
  if (new Set(values).size !== values.length) refuse(model, `${what} must differ`);
};

const compileOutput = (manifest: ModelManifest, signature: SignatureOutput): CompiledOutput => {
  const columns = signature.inputs.map((name) => {
    const column = manifest.inputs.findIndex((input) => input.name === name);
    return column >= 0 ? column : refuse(manifest.id, `output "${signature.name}" names an unknown input "${name}"`);
  });
  columns.sort((a, b) => a - b);
  if (signature.kind === 'category' && !signature.categories?.length) {
    refuse(manifest.id, `output "${signature.name}" has no categories`);
  }
  return { signature, columns, needed: columns.filter((c) => manifest.inputs[c]?.presence !== 'optional') };
};

/** Every input that a linked output needs has a reference value or is `own`; the rest may be absent. */
const compileReference = (manifest: ModelManifest, outputs: readonly CompiledOutput[]): Float64Array | undefined => {
  const { referencePatient } = manifest;
  if (referencePatient === undefined) return undefined;
  const own = new Set(referencePatient.own);
  const names = [...Object.keys(referencePatient.inputs), ...own];
  const unknown = names.filter((name) => !manifest.inputs.some((input) => input.name === name));
  if (unknown.length > 0) refuse(manifest.id, `the reference patient has unknown inputs: ${unknown.join(', ')}`);
  const needed = new Set(outputs.filter(({ signature }) => signature.link).flatMap((output) => output.needed));
  return Float64Array.from(manifest.inputs, (input, column) => {
    if (own.has(input.name)) return NaN;
    const given = referencePatient.inputs[input.name] ?? null;
    const value = encodeValue(
      input,
      given === null && input.imputation?.by === 'engine' ? input.imputation.value : given,
    );
    const usable = value !== undefined && !(Number.isNaN(value) && needed.has(column));
    return usable ? value : refuse(manifest.id, `the reference patient has no usable "${input.name}"`);
  });
};

/** Most rows that a manifest may ask for: those of an enumeration of twelve players. */
const maxExplanationRows = 4096;

const explanationRowsOf = ({ id, explanationRows = defaultExplanationRows }: ModelManifest): number => {
  const usable = Number.isInteger(explanationRows) && explanationRows > 0 && explanationRows <= maxExplanationRows;
  return usable
    ? explanationRows
    : refuse(id, `explanationRows must be a whole number from 1 to ${maxExplanationRows}`);
};

/** Checks a manifest against itself and indexes it. Throws `model-invalid` naming what contradicts. */
export const compileSignature = (manifest: ModelManifest): CompiledSignature => {
  const { id, inputs } = manifest;
  const outputs = manifest.outputs.map((output) => compileOutput(manifest, output));
  if (inputs.length === 0 || outputs.length === 0) refuse(id, 'a model needs inputs and outputs');
  requireUnique(
    id,
    'input names',
    inputs.map((input) => input.name),
  );
  requireUnique(
    id,
    'output names',
    manifest.outputs.map((output) => output.name),
  );
  requireUnique(
    id,
    'output columns',
    manifest.outputs.map((output) => output.column),
  );
  for (const { kind, name, categories } of inputs) {
    if (kind === 'category' && !categories?.length) refuse(id, `input "${name}" has no categories`);
    requireUnique(id, `categories of "${name}"`, categories ?? []);
  }
  checkAssumptions(manifest);
  for (const output of manifest.outputs) checkCalibration(id, output);
  const reference = compileReference(manifest, outputs);
  const players = compilePlayers(manifest);
  return {
    model: id,
    inputs,
    inputNames: new Set(inputs.map((input) => input.name)),
    outputs,
    outputNames: new Set(manifest.outputs.map((output) => output.name)),
    ...(reference && { reference }),
    own: inputs.map((input) => manifest.referencePatient?.own?.includes(input.name) ?? false),
    players,
    ...(manifest.interactionOrder && { order: manifest.interactionOrder }),
    explanationRows: explanationRowsOf(manifest),
    actionable: compileActionable(manifest, players),
    plausible: compilePlausible(manifest),
  };
};
