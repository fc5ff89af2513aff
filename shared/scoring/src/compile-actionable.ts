import { CardwrightError } from '@cardwright/cds-service';
import type { ActionableInput, FeatureValue, ModelManifest, SignatureInput } from '@cardwright/cds-service';
import type { Player } from './compile-players.ts';
import { encodeValue } from './encode-value.ts';

/** An actionable input with its column and its targets as the graph sees them. */
export interface CompiledActionable {
  readonly declared: ActionableInput;
  readonly signature: SignatureInput;
  readonly column: number;
  readonly targets: readonly { readonly value: FeatureValue; readonly encoded: number }[];
}

/** The plausible range of an actionable number, checked; undefined for the other kinds. */
const rangeOf = (declared: ActionableInput, { kind, range }: SignatureInput): readonly [number, number] | undefined => {
  if (kind !== 'number' || declared.range === undefined || declared.direction === undefined) return undefined;
  const [low, high] = declared.range;
  const inside = range === undefined || (low >= range[0] && high <= range[1]);
  return low < high && inside ? [low, high] : undefined;
};

const targetsOf = (declared: ActionableInput, input: SignatureInput): readonly FeatureValue[] => {
  const range = rangeOf(declared, input);
  if (range === undefined) return input.kind === 'number' ? [] : (declared.targets ?? []);
  const targets = declared.targets ?? [declared.direction === 'lower' ? range[0] : range[1]];
  return targets.every((target) => typeof target === 'number' && target >= range[0] && target <= range[1])
    ? targets
    : [];
};

const defectOf = (
  manifest: ModelManifest,
  declared: ActionableInput,
  players: readonly Player[],
): string | undefined => {
  const column = manifest.inputs.findIndex(({ name }) => name === declared.input);
  if (column < 0) return 'is no input';
  if (players.some(({ columns }) => columns.length > 1 && columns.includes(column))) {
    return 'is only a part of a player: one column alone cannot change';
  }
  const usable = declared.outputs.filter((wanted) =>
    manifest.outputs.some(
      ({ name, kind, inputs }) => name === wanted && kind !== 'category' && inputs.includes(declared.input),
    ),
  );
  if (usable.length === 0 || usable.length < declared.outputs.length) {
    return 'needs outputs that are numbers and depend on it';
  }
  return undefined;
};

/**
 * The actionable inputs, checked: a number has a direction and a plausible range within its own range, everything else
 * has targets; each is a player of its own and moves the outputs it names. Error `model-invalid` that names the input.
 */
export const compileActionable = (
  manifest: ModelManifest,
  players: readonly Player[],
): readonly CompiledActionable[] => {
  const { id, inputs, actionable = [] } = manifest;
  const refuse = (name: string, what: string): never => {
    throw new CardwrightError('model-invalid', `${id}: actionable "${name}" ${what}`, { model: id });
  };
  return actionable.map((declared, i) => {
    const defect = defectOf(manifest, declared, players);
    const column = inputs.findIndex(({ name }) => name === declared.input);
    const signature = inputs[column];
    if (defect !== undefined || signature === undefined) return refuse(declared.input, defect ?? 'is no input');
    if (actionable.findIndex(({ input }) => input === declared.input) !== i)
      refuse(declared.input, 'is declared twice');
    const targets = targetsOf(declared, signature).flatMap((value) => {
      const encoded = encodeValue(signature, value);
      return encoded === undefined ? [] : [{ value, encoded }];
    });
    const wanted = declared.targets?.length ?? (signature.kind === 'number' ? 1 : 0);
    if (targets.length === 0 || targets.length < wanted) {
      refuse(declared.input, 'needs a direction and targets within a plausible range (a number) or targets it accepts');
    }
    return { declared, signature, column, targets };
  });
};
