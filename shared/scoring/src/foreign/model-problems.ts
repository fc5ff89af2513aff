/** What a problem means for the model: it cannot run, it runs after a change to the file, or it is only said. */
type Consequence = 'refused' | 'changed' | 'noted';

/** Everything that `cardwright model inspect` can find in a file; docs/models.md is compared with this table. */
export const modelProblems = {
  'not-onnx': { consequence: 'refused', meaning: 'The file is not an ONNX model.' },
  'file-too-large': { consequence: 'refused', meaning: 'The file is larger than 64 MiB.' },
  'external-data': {
    consequence: 'refused',
    meaning: 'A tensor lies in another file; a model is one file, which the hash covers.',
  },
  'unsupported-opset': {
    consequence: 'refused',
    meaning: 'The operator set is older than ai.onnx 7, or newer than the runtime.',
  },
  'custom-operator': { consequence: 'refused', meaning: 'An operator of a domain that the runtime does not have.' },
  'operator-not-allowed': {
    consequence: 'refused',
    meaning: 'An operator that is not on the list: one that draws random numbers, trains, or decodes files.',
  },
  bfloat16: {
    consequence: 'refused',
    meaning: 'An input or output is bfloat16, which cannot be fed or read from JavaScript.',
  },
  'unsupported-type': {
    consequence: 'refused',
    meaning: 'An input or output has an element type that cannot be fed or read.',
  },
  'map-input': {
    consequence: 'refused',
    meaning: 'An input is a map: export the model with one tensor for its features.',
  },
  'sequence-input': {
    consequence: 'refused',
    meaning: 'An input is a sequence: export the model with tensors as inputs.',
  },
  'non-tensor-output': {
    consequence: 'refused',
    meaning: 'An output is a map or a sequence that does not come from a ZipMap: export with zipmap=False.',
  },
  'locale-missing': {
    consequence: 'refused',
    meaning: 'The model compares or changes the case of text and needs a locale (en_US.UTF-8) that this machine lacks.',
  },
  'runtime-refused': {
    consequence: 'refused',
    meaning: 'The ONNX runtime does not open the file; the message says why.',
  },
  'too-costly': {
    consequence: 'refused',
    meaning: 'Opening or a first run took more time or memory than a model may.',
  },
  'zipmap-removed': {
    consequence: 'changed',
    meaning: 'A ZipMap (list of maps) was removed; its input, one column for each class, is the output.',
  },
  'fixed-batch': { consequence: 'noted', meaning: 'The graph takes one row at a time: rows are run one by one.' },
  'label-only': {
    consequence: 'noted',
    meaning: 'A classifier without probabilities: it can give a category, not a risk.',
  },
  'string-classes': { consequence: 'noted', meaning: 'Classes are texts: name the positive class in the manifest.' },
  'raw-scores': {
    consequence: 'noted',
    meaning:
      'An output that is called a probability went outside 0 to 1: as a probability it is refused when the model is loaded.',
  },
  'overridable-initializer': {
    consequence: 'noted',
    meaning: 'A constant of the graph may also be fed; where it is not, the constant counts.',
  },
  'unseen-category': {
    consequence: 'noted',
    meaning:
      'An encoder turns an unknown category into zeros or a default: declare every category, others are refused.',
  },
} as const satisfies Readonly<Record<string, { consequence: Consequence; meaning: string }>>;

export type ModelProblemCode = keyof typeof modelProblems;

/** One finding about a file. */
export interface ModelProblem {
  readonly code: ModelProblemCode;
  /** What in this file; names of its tensors and operators. */
  readonly message: string;
}

/** True when one of the problems keeps the model from running. */
export const isRefused = (problems: readonly ModelProblem[]): boolean =>
  problems.some(({ code }) => modelProblems[code].consequence === 'refused');
