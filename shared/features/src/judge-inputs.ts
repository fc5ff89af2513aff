import type { FeatureValue, FeatureVector, ModelInputs, ModelManifest, SignatureInput } from '@cardwright/cds-service';

/** Inputs held against a model's signature. All lists keep signature order. */
export interface JudgedInputs {
  /** One entry per signature input: the eligible value, or `null` (absent, dropped or refused). Other keys are gone. */
  readonly inputs: ModelInputs;
  /** Required and absent. */
  readonly missing: readonly string[];
  /** Required and outside the range. */
  readonly outOfRange: readonly string[];
  /** Optional or per-output, outside the range: not used. */
  readonly dropped: readonly string[];
  /** Wrong type, or not one of the categories. */
  readonly invalid: readonly string[];
  /** Outputs whose inputs are all there; empty when anything required is missing, out of range or invalid. */
  readonly outputs: readonly string[];
}

type Verdict = 'ok' | 'absent' | 'invalid' | 'out-of-range';

/** Judges, never clamps and never fills in. `null` and `undefined` mean absent. */
export function judgeInputs(model: ModelManifest, inputs: ModelInputs): JudgedInputs {
  const eligible: Record<string, FeatureValue | null> = {};
  const missing: string[] = [];
  const outOfRange: string[] = [];
  const dropped: string[] = [];
  const invalid: string[] = [];
  const usable = new Set<string>();
  for (const input of model.inputs) {
    const { name, presence } = input;
    const value = inputs[name] ?? null;
    const verdict = judge(input, value);
    eligible[name] = verdict === 'ok' ? value : null;
    if (verdict === 'ok' || presence === 'optional') usable.add(name);
    if (verdict === 'invalid') invalid.push(name);
    else if (verdict === 'out-of-range') (presence === 'required' ? outOfRange : dropped).push(name);
    else if (verdict === 'absent' && presence === 'required') missing.push(name);
  }
  const refused = missing.length + outOfRange.length + invalid.length > 0;
  const outputs = refused ? [] : model.outputs.filter((output) => output.inputs.every((name) => usable.has(name)));
  return { inputs: eligible, missing, outOfRange, dropped, invalid, outputs: outputs.map(({ name }) => name) };
}

/** The model's inputs as the vector holds them; absent features become `null`. */
export function inputsFromVector(model: ModelManifest, vector: FeatureVector): ModelInputs {
  const inputs: Record<string, FeatureValue | null> = {};
  for (const { name } of model.inputs) {
    const feature = vector.features[name];
    inputs[name] = feature?.status === 'present' ? feature.value : null;
  }
  return inputs;
}

function judge(input: SignatureInput, value: FeatureValue | null | undefined): Verdict {
  if (value === null || value === undefined) return 'absent';
  if (input.kind === 'boolean') return typeof value === 'boolean' ? 'ok' : 'invalid';
  if (input.kind === 'category')
    // Without a list of words any text will do: a table decision knows its own keys.
    return typeof value === 'string' && (input.categories?.includes(value) ?? true) ? 'ok' : 'invalid';
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'invalid';
  if (input.range && (value < input.range[0] || value > input.range[1])) return 'out-of-range';
  return 'ok';
}
