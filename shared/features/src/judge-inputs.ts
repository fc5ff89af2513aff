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
  const verdicts = model.inputs.map((input) => ({ input, verdict: judge(input, inputs[input.name]) }));
  const named = (verdict: Verdict, presences: readonly SignatureInput['presence'][]) =>
    verdicts.filter((v) => v.verdict === verdict && presences.includes(v.input.presence)).map((v) => v.input.name);
  const missing = named('absent', ['required']);
  const outOfRange = named('out-of-range', ['required']);
  const invalid = named('invalid', ['required', 'per-output', 'optional']);
  const usable = new Set(
    verdicts.filter((v) => v.verdict === 'ok' || v.input.presence === 'optional').map((v) => v.input.name),
  );
  const refused = missing.length + outOfRange.length + invalid.length > 0;
  return {
    inputs: Object.fromEntries(
      verdicts.map(({ input, verdict }) => [input.name, verdict === 'ok' ? (inputs[input.name] ?? null) : null]),
    ),
    missing,
    outOfRange,
    dropped: named('out-of-range', ['per-output', 'optional']),
    invalid,
    outputs: refused ? [] : model.outputs.filter((o) => o.inputs.every((name) => usable.has(name))).map((o) => o.name),
  };
}

/** The model's inputs as the vector holds them; absent features become `null`. */
export function inputsFromVector(model: ModelManifest, vector: FeatureVector): ModelInputs {
  return Object.fromEntries(
    model.inputs.map(({ name }) => {
      const feature = vector.features[name];
      return [name, feature?.status === 'present' ? feature.value : null];
    }),
  );
}

function judge(input: SignatureInput, value: FeatureValue | null | undefined): Verdict {
  if (value === null || value === undefined) return 'absent';
  if (input.kind === 'boolean') return typeof value === 'boolean' ? 'ok' : 'invalid';
  if (input.kind === 'category')
    return typeof value === 'string' && (input.categories ?? []).includes(value) ? 'ok' : 'invalid';
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'invalid';
  if (input.range && (value < input.range[0] || value > input.range[1])) return 'out-of-range';
  return 'ok';
}
