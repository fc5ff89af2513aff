import type { OnnxModel, OnnxNode, OnnxValue } from '../onnx/onnx-model.ts';
import { requiredInputs } from './optional-inputs.ts';
import { putElement } from './put-element.ts';
import { emptyTensor, isTensorElement } from './tensor-data.ts';
import type { TensorData } from './tensor-data.ts';

/** Rows of the trial where the number of rows is free. */
const trialRows = 64;

/** A fixed sequence in [0, 1): the trial of a file must end the same way every time (Park and Miller 1988). */
const sequence = (): (() => number) => {
  let state = 20_261_121;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const intsOf = (node: OnnxNode, name: string): readonly number[] =>
  node.attributes.find((attribute) => attribute.name === name)?.ints ?? [];

/** How many columns the model reads where the file does not say it: one more than the highest feature of its trees. */
export const columnsRead = ({ nodes }: OnnxModel): number | undefined => {
  let highest = -1;
  for (const node of nodes) for (const id of intsOf(node, 'nodes_featureids')) if (id > highest) highest = id;
  return highest >= 0 ? highest + 1 : undefined;
};

const dimsOf = (model: OnnxModel, { type }: OnnxValue): readonly number[] => {
  if (type.kind !== 'tensor') return [];
  return (type.shape ?? []).map((size, at) => {
    if (typeof size === 'number') return Math.max(size, 0);
    return at === 0 ? trialRows : (columnsRead(model) ?? 1);
  });
};

const fill = ({ element, data }: TensorData, random: () => number): void => {
  for (let at = 0; at < data.length; at += 1) {
    // Values of both signs and of several magnitudes: thresholds of trees and weights lie somewhere among them.
    const number = element.startsWith('float')
      ? (2 * random() - 1) * 10 ** (4 * random() - 1)
      : Math.floor(2 * random());
    putElement(data, at, Array.isArray(data) ? 'x' : number);
  }
};

/** Something to feed a model of which nothing is known but its border; the same for the same file. */
export const trialFeeds = (model: OnnxModel): Readonly<Record<string, TensorData>> => {
  const random = sequence();
  const feeds: Record<string, TensorData> = {};
  for (const input of requiredInputs(model)) {
    if (input.type.kind !== 'tensor' || !isTensorElement(input.type.element)) continue;
    const tensor = emptyTensor(input.type.element, dimsOf(model, input));
    fill(tensor, random);
    feeds[input.name] = tensor;
  }
  return feeds;
};
