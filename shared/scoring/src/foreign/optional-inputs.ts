import type { OnnxModel, OnnxValue } from '../onnx/onnx-model.ts';

/**
 * Inputs that have a constant of the same name in the graph: they may be fed and need not be. Before IR version 4 every
 * constant had to be listed as an input, so there it says nothing (onnx/onnx docs/IR.md, "Graphs").
 */
export const optionalInputs = ({ irVersion, inputs, initializers }: OnnxModel): readonly OnnxValue[] => {
  const constants = new Set(initializers.map(({ name }) => name));
  return irVersion >= 4 ? inputs.filter(({ name }) => constants.has(name)) : [];
};

/** Inputs that must be fed: no constant of the graph stands for them. */
export const requiredInputs = ({ inputs, initializers }: OnnxModel): readonly OnnxValue[] => {
  const constants = new Set(initializers.map(({ name }) => name));
  return inputs.filter(({ name }) => !constants.has(name));
};
