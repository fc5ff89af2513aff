import type { OnnxModel, OnnxType, OnnxValue } from '../onnx/onnx-model.ts';
import type { AdaptedOnnx } from '../onnx/adapt-onnx.ts';
import { allowedOperators, knownDomains } from './allowed-operators.ts';
import type { ModelProblem, ModelProblemCode } from './model-problems.ts';
import { optionalInputs, requiredInputs } from './optional-inputs.ts';
import { isTensorElement } from './tensor-data.ts';

/** The runtime keeps no promise for older operator sets (onnxruntime.ai/docs/reference/compatibility.html). */
const oldestOpset = 7;

const problem = (code: ModelProblemCode, message: string): readonly ModelProblem[] => [{ code, message }];

const domainOf = (operator: string): string => operator.split('.').slice(0, -1).join('.');

const operatorProblems = ({ operators, functions, opsets }: OnnxModel): readonly ModelProblem[] => {
  const own = new Set(functions);
  const foreign = operators.filter((name) => !own.has(name) && !allowedOperators.has(name));
  const custom = foreign.filter((name) => !knownDomains.has(domainOf(name)));
  const barred = foreign.filter((name) => knownDomains.has(domainOf(name)));
  const opset = opsets['ai.onnx'];
  return [
    ...(custom.length > 0 ? problem('custom-operator', `The runtime does not have ${custom.join(', ')}.`) : []),
    ...(barred.length > 0 ? problem('operator-not-allowed', `${barred.join(', ')} may not be in a model.`) : []),
    ...(opset !== undefined && opset < oldestOpset
      ? problem('unsupported-opset', `ai.onnx ${opset} is older than ${oldestOpset}.`)
      : []),
  ];
};

const elementProblems = (side: string, name: string, type: OnnxType): readonly ModelProblem[] => {
  if (type.kind !== 'tensor' || isTensorElement(type.element)) return [];
  const code = type.element === 'bfloat16' ? 'bfloat16' : 'unsupported-type';
  return problem(code, `${side} "${name}" is ${type.element}.`);
};

const inputProblems = ({ name, type }: OnnxValue): readonly ModelProblem[] => {
  if (type.kind === 'tensor') return elementProblems('Input', name, type);
  const code = { map: 'map-input', sequence: 'sequence-input', other: 'unsupported-type' } as const;
  return problem(code[type.kind], `Input "${name}" is ${type.words}.`);
};

const outputProblems = ({ name, type }: OnnxValue, { zipMaps }: AdaptedOnnx): readonly ModelProblem[] => {
  if (type.kind === 'tensor') return elementProblems('Output', name, type);
  const tensor = zipMaps[name];
  return tensor === undefined
    ? problem('non-tensor-output', `Output "${name}" is ${type.words}.`)
    : problem('zipmap-removed', `Output "${name}" was a ZipMap; its input "${tensor}" is the output now.`);
};

/** True when the first dimension of every input is fixed to one: such a graph takes one row at a time. */
export const takesOneRow = (inputs: readonly OnnxValue[]): boolean =>
  inputs.length > 0 && inputs.every(({ type }) => type.kind === 'tensor' && type.shape?.[0] === 1);

const classifierProblems = (model: OnnxModel): readonly ModelProblem[] => {
  const classifiers = model.nodes.filter(({ operator }) => operator.endsWith('Classifier'));
  const labels = new Set(classifiers.flatMap(({ outputs: [label] }) => label ?? []));
  const isOutput = (name: string): boolean => model.outputs.some((output) => output.name === name);
  const texts = classifiers.some(({ attributes }) =>
    attributes.some((a) => a.name.startsWith('classlabels_') && a.texts.length > 0),
  );
  const onlyLabels = classifiers.length > 0 && model.outputs.every(({ name }) => labels.has(name));
  return [
    ...(onlyLabels && [...labels].some(isOutput)
      ? problem('label-only', 'The classes come without probabilities.')
      : []),
    ...(texts ? problem('string-classes', 'The classes are texts.') : []),
  ];
};

const encoderProblems = ({ nodes }: OnnxModel): readonly ModelProblem[] => {
  const quiet = nodes.filter(({ operator, attributes }) => {
    const zeros = attributes.find(({ name }) => name === 'zeros')?.int ?? 1;
    return (
      operator === 'LabelEncoder' || operator === 'CategoryMapper' || (operator === 'OneHotEncoder' && zeros !== 0)
    );
  });
  const names = [...new Set(quiet.map(({ operator }) => operator))].join(', ');
  return quiet.length > 0 ? problem('unseen-category', `${names} would encode an unknown category in silence.`) : [];
};

/** Everything that can be said about a model without running it, in the order of the table's consequences per part. */
export const findProblems = (model: OnnxModel, adapted: AdaptedOnnx): readonly ModelProblem[] => {
  const inputs = requiredInputs(model);
  return [
    ...(model.externalData ? problem('external-data', 'A tensor points to another file.') : []),
    ...operatorProblems(model),
    ...inputs.flatMap(inputProblems),
    ...model.outputs.flatMap((output) => outputProblems(output, adapted)),
    ...(takesOneRow(inputs) ? problem('fixed-batch', 'The first dimension of every input is fixed to 1.') : []),
    ...classifierProblems(model),
    ...optionalInputs(model).flatMap(({ name }) =>
      problem('overridable-initializer', `"${name}" may be fed or left out.`),
    ),
    ...encoderProblems(model),
  ];
};
