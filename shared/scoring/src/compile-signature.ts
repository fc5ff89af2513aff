import { CardwrightError } from '@cardwright/cds-service';
import type { ModelManifest, SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { encodeValue } from './encode-value.ts';

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
  /** True when one antithetic pair explains exactly. */
  readonly pairwise: boolean;
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
    const value = encodeValue(input, referencePatient.inputs[input.name]);
    const usable = value !== undefined && !(Number.isNaN(value) && needed.has(column));
    return usable ? value : refuse(manifest.id, `the reference patient has no usable "${input.name}"`);
  });
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
  const reference = compileReference(manifest, outputs);
  return {
    model: id,
    inputs,
    inputNames: new Set(inputs.map((input) => input.name)),
    outputs,
    outputNames: new Set(manifest.outputs.map((output) => output.name)),
    ...(reference && { reference }),
    own: inputs.map((input) => manifest.referencePatient?.own?.includes(input.name) ?? false),
    pairwise: manifest.interactionOrder === 2,
  };
};
