import type { Contribution, FeatureValue, ModelInputs, ModelManifest, SignatureInput } from '@cardwright/cds-service';
import type { CompiledOutput } from './compile-signature.ts';
import type { Player } from './compile-players.ts';
import type { ExplanationPlan } from './plan-explanation.ts';
import type { RequestPlan } from './plan-request.ts';

/** Shapley values of the varying players, in their order, and their standard errors where they are sampled. */
export interface Shares {
  readonly values: Float64Array;
  readonly errors?: Float64Array;
}

/** The value of a player of several inputs: that of the input it is named after, else the one column that is on. */
const valueOf = (player: Player, members: readonly SignatureInput[], inputs: ModelInputs): FeatureValue | null => {
  if (members.some(({ name }) => name === player.name)) return inputs[player.name] ?? null;
  const on = members.filter(({ name }) => inputs[name] === true || inputs[name] === 1);
  return on.length === 1 ? (on[0]?.name ?? null) : null;
};

type About = Omit<Contribution, 'contribution' | 'standardError'>;

const aboutInput = ({ name, imputation }: SignatureInput, inputs: ModelInputs, ofReference: ModelInputs): About => {
  const value = inputs[name] ?? null;
  const about = { input: name, reference: ofReference[name] ?? null, value };
  return value === null && imputation !== undefined ? { ...about, imputed: imputation } : about;
};

const aboutGroup = (manifest: ModelManifest, inputs: ModelInputs, ofReference: ModelInputs, player: Player): About => {
  const members = player.columns.flatMap((column) => manifest.inputs[column] ?? []);
  const value = valueOf(player, members, inputs);
  const { imputation } = members.find(({ name }) => name === player.name) ?? {};
  return {
    input: player.name,
    reference: valueOf(player, members, ofReference),
    value,
    ...(value === null && imputation && { imputed: imputation }),
    members: members.map(({ name }) => ({
      input: name,
      reference: ofReference[name] ?? null,
      value: inputs[name] ?? null,
    })),
  };
};

const aboutPlayer = (manifest: ModelManifest, inputs: ModelInputs, player: Player): About => {
  const ofReference: ModelInputs = manifest.referencePatient?.inputs ?? {};
  const [column = -1, second] = player.columns;
  const only = second === undefined ? manifest.inputs[column] : undefined;
  return only === undefined || only.name !== player.name
    ? aboutGroup(manifest, inputs, ofReference, player)
    : aboutInput(only, inputs, ofReference);
};

/** The contributions to one output, the largest first; ties stay in the order of the signature. */
export const contributionsOf = (
  manifest: ModelManifest,
  { request }: RequestPlan,
  { varying }: ExplanationPlan,
  output: CompiledOutput,
  { values, errors }: Shares,
): readonly Contribution[] => {
  const contributions: Contribution[] = [];
  varying.forEach((player, i) => {
    // What an output does not depend on cannot have moved it; its share is 0 but for rounding.
    if (!player.columns.some((column) => output.columns.includes(column))) return;
    const contribution = { ...aboutPlayer(manifest, request.inputs, player), contribution: values[i] ?? NaN };
    contributions.push(errors === undefined ? contribution : { ...contribution, standardError: errors[i] ?? NaN });
  });
  return contributions.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
};
