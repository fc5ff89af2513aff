import { writeOnnx } from './write-onnx.ts';

/** Test support: numbers in [0, 1) that are the same every time (Park and Miller 1988). */
export const numbers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

/**
 * Test support: a boosted forest as XGBoost's converter writes it: complete trees of one depth over `X` [?, features],
 * thresholds in −1…1, small leaves, LOGISTIC. Output `probabilities`, a column for each of the classes 0 and 1.
 */
export const forest = (trees: number, depth: number, features: number): Uint8Array => {
  const random = numbers(7);
  const inner = 2 ** depth - 1;
  const size = 2 * inner + 1;
  const all = Array.from({ length: trees * size }, (_, i) => ({ tree: Math.floor(i / size), id: i % size }));
  const isLeaf = ({ id }: { id: number }): boolean => id >= inner;
  const leaves = all.filter(isLeaf);
  return writeOnnx({
    nodes: [
      {
        operator: 'TreeEnsembleClassifier',
        domain: 'ai.onnx.ml',
        inputs: ['X'],
        outputs: ['label', 'probabilities'],
        attributes: {
          nodes_treeids: all.map(({ tree }) => tree),
          nodes_nodeids: all.map(({ id }) => id),
          nodes_featureids: all.map((node) => (isLeaf(node) ? 0 : Math.floor(random() * features))),
          nodes_modes: all.map((node) => (isLeaf(node) ? 'LEAF' : 'BRANCH_LT')),
          nodes_values: { floats: all.map((node) => (isLeaf(node) ? 0 : 2 * random() - 1)) },
          nodes_truenodeids: all.map((node) => (isLeaf(node) ? 0 : 2 * node.id + 1)),
          nodes_falsenodeids: all.map((node) => (isLeaf(node) ? 0 : 2 * node.id + 2)),
          nodes_missing_value_tracks_true: all.map(() => 1),
          class_treeids: leaves.map(({ tree }) => tree),
          class_nodeids: leaves.map(({ id }) => id),
          class_ids: leaves.map(() => 0),
          class_weights: { floats: leaves.map(() => (random() - 0.5) / 10) },
          classlabels_int64s: [0, 1],
          post_transform: 'LOGISTIC',
        },
      },
    ],
    inputs: [{ name: 'X', type: 1, shape: [null, features] }],
    outputs: [
      { name: 'label', type: 7, shape: [null] },
      { name: 'probabilities', type: 1, shape: [null, 2] },
    ],
  });
};
