import type { GraphBinding, ModelManifest } from '@cardwright/cds-service';

/** Columns 0, 1 … up to the highest that is read. */
const columnsOf = (tensor: string, read: readonly number[]): readonly { tensor: string; column: number }[] =>
  Array.from({ length: Math.max(-1, ...read) + 1 }, (_, column) => ({ tensor, column }));

/** The binding of a graph of our own shape (`features`, `outputs`, `links`), for one that is too large for this process. */
export const ownBinding = ({ inputs, outputs }: ModelManifest): GraphBinding => ({
  inputs: [{ tensor: 'features', columns: inputs.map(({ name }) => ({ input: name })) }],
  outputs: columnsOf(
    'outputs',
    outputs.map(({ column }) => column),
  ),
  links: columnsOf(
    'links',
    outputs.flatMap(({ link }) => link?.column ?? []),
  ),
});
