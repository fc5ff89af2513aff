import type { OnnxModel, OnnxNode } from '../onnx/onnx-model.ts';

const textsOf = ({ attributes }: OnnxNode, names: readonly string[]): readonly string[] =>
  attributes.flatMap(({ name, texts }) => (names.includes(name) ? texts : []));

/** What each encoder of texts calls its categories (onnx/onnx docs/Operators-ml.md). */
const attributesOf: Readonly<Record<string, readonly string[]>> = {
  OneHotEncoder: ['cats_strings'],
  CategoryMapper: ['cats_strings'],
  LabelEncoder: ['keys_strings', 'classes_strings'],
};

const passing: ReadonlySet<string> = new Set(['Identity', 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten']);

/**
 * The texts that the encoders which read a tensor directly know; undefined where none reads it or something else does
 * too. An unknown text becomes zeros or a default there, and a confident wrong number behind it.
 */
export const knownCategories = ({ nodes }: OnnxModel, tensor: string): ReadonlySet<string> | undefined => {
  const known = new Set<string>();
  const follow = (name: string, depth: number): boolean =>
    nodes
      .filter(({ inputs }) => inputs.includes(name))
      .every((node) => {
        const attributes = attributesOf[node.operator];
        if (attributes) textsOf(node, attributes).forEach((text) => known.add(text));
        else if (!passing.has(node.operator) || depth === 0) return false;
        return attributes !== undefined || node.outputs.every((output) => follow(output, depth - 1));
      });
  return follow(tensor, 6) && known.size > 0 ? known : undefined;
};
