import { createHash } from 'node:crypto';
import type { GoldenVector, ModelManifest, SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import type { ModelFiles } from '../load-model.ts';

/** Test support: a number input that every output may need. */
export const numberInput = (name: string, more: Partial<SignatureInput> = {}): SignatureInput => ({
  name,
  unit: '1',
  kind: 'number',
  presence: 'required',
  range: [-2, 2],
  ...more,
});

/** Test support: a score in column 0 on an identity link in column 0. */
export const scoreOutput = (
  name: string,
  inputs: readonly string[],
  more: Partial<SignatureOutput> = {},
): SignatureOutput => ({
  name,
  unit: '{score}',
  kind: 'score',
  inputs,
  column: 0,
  link: { scale: 'identity', column: 0 },
  ...more,
});

/** Test support: the files of a variant around a graph; the hash is right unless the manifest says otherwise. */
export const filesOf = (
  graph: { toBytes(): Uint8Array },
  manifest: Pick<ModelManifest, 'inputs' | 'outputs'> & Partial<ModelManifest>,
  golden: readonly Partial<GoldenVector>[] = [{}],
): ModelFiles => {
  const onnx = graph.toBytes();
  return {
    onnx,
    manifest: {
      id: 'test@variant',
      variant: 'variant',
      title: 'Test',
      reference: 'test',
      citation: 'none',
      sha256: createHash('sha256').update(onnx).digest('hex'),
      evidence: 'cross-checked',
      use: 'score',
      provenance: 'test',
      ...manifest,
    },
    golden: golden.map((vector, i) => ({
      id: `v${i}`,
      inputs: {},
      expected: {},
      tolerance: 1e-12,
      source: 'test',
      ...vector,
    })),
  };
};
