import type { GraphBinding } from '@cardwright/cds-service';
import { todoMark } from '@cardwright/declared-service';
import { knownCategories, type GraphTensor, type InspectedModel } from '@cardwright/scoring';
import { nameColumns } from './name-columns.ts';

/** A model file as far as the ONNX file tells; texts that begin with the mark are for a person to write. */
export interface DraftModel {
  readonly inputs: readonly DraftInput[];
  readonly outputs: readonly DraftOutput[];
  readonly graph: GraphBinding;
  /** Tensors that cannot be bound, in words. */
  readonly problems: readonly string[];
}

export interface DraftInput {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'number' | 'boolean' | 'category';
  readonly categories?: readonly string[];
  readonly presence: 'required';
  /** False: its name is its place. */
  readonly isNamed: boolean;
}

interface DraftOutput {
  readonly name: string;
  readonly unit: string;
  readonly kind: string;
  readonly categories?: readonly string[];
  readonly column: number;
  readonly link?: { readonly scale: 'logit'; readonly column: number };
}

const todo = (what: string): string => `${todoMark}: ${what}`;

/** What can be read of a model's signature, and how its tensors are bound. Pure. */
export function draftModel(inspected: InspectedModel): DraftModel {
  const { inputs, outputs } = inspected.report.signature;
  const taken = new Set<string>();
  const tensors = inputs
    .filter(({ optional }) => optional !== true)
    .map((tensor) => ({ tensor, columns: nameColumns(tensor, inspected) }));
  const drafts = tensors.map(({ tensor, columns = [] }) => ({
    tensor,
    inputs: columns.map(({ name, isNamed }) => ({ name: unique(name, taken), ...inputOf(tensor, inspected), isNamed })),
  }));
  const bound = bindOutputs(outputs);
  return {
    inputs: drafts.flatMap((draft) => draft.inputs),
    outputs: bound.outputs,
    graph: {
      inputs: drafts.map((draft) => ({
        tensor: draft.tensor.name,
        columns: draft.inputs.map(({ name }) => ({ input: name })),
      })),
      ...bound.graph,
    },
    problems: [
      ...tensors
        .filter(({ columns }) => columns === undefined)
        .map(
          ({ tensor }) => `the columns of the input "${tensor.name}" cannot be counted: it must be rows of features`,
        ),
      ...(bound.outputs.length === 0 ? ['no output is a number, a probability or a class for each row'] : []),
    ],
  };
}

function inputOf(tensor: GraphTensor, { model }: InspectedModel): Omit<DraftInput, 'name' | 'isNamed'> {
  const presence = 'required';
  if (tensor.type === 'bool') return { unit: '{boolean}', kind: 'boolean', presence };
  if (tensor.type !== 'string')
    return {
      unit: todo('the UCUM unit that the model was trained in, or {boolean} with kind boolean'),
      kind: 'number',
      presence,
    };
  const known = model === undefined ? undefined : knownCategories(model, tensor.name);
  const categories = known === undefined ? [todo('every category that the model knows')] : [...known];
  return { unit: '{category}', kind: 'category', categories, presence };
}

/** A name as `features.json` allows it, once each. */
function unique(name: string, taken: Set<string>): string {
  const plain = name
    .trim()
    .replaceAll(/[^A-Za-z0-9_.-]+/g, '_')
    .replace(/^[^A-Za-z]+/, 'x_$&')
    .slice(0, 90);
  let free = plain;
  for (let count = 2; taken.has(free); count += 1) free = `${plain}_${count}`;
  taken.add(free);
  return free;
}

/** Names under which trainers write the class that is asked for. */
const positive = /^(1|yes|true|positive|pos|event|case)$/i;

function bindOutputs(tensors: readonly GraphTensor[]): {
  readonly outputs: readonly DraftOutput[];
  readonly graph: Pick<GraphBinding, 'outputs' | 'links'>;
} {
  const classified = tensors.find(({ classes }) => classes !== undefined);
  if (classified?.classes !== undefined) return probabilities(classified.name, classified.classes);
  const number = tensors.find(({ type, shape }) => /^(float|int)/.test(type) && (shape?.length ?? 0) <= 2);
  if (number === undefined || shapeWidth(number) !== 1)
    return number === undefined ? { outputs: [], graph: { outputs: [] } } : columnsOf(number);
  const name = 'score';
  return {
    outputs: [
      {
        name,
        unit: todo('the UCUM unit; 1 for a probability, {score} for points'),
        kind: todo('probability (0 to 1), quantity or score; a raw score is no probability'),
        column: 0,
      },
    ],
    graph: { outputs: [{ tensor: number.name }] },
  };
}

/** The rank of a free width is one: the first column is bound, and the file says where the others are. */
function columnsOf(tensor: GraphTensor) {
  return {
    outputs: [
      {
        name: 'score',
        unit: todo(`the UCUM unit of the column of "${tensor.name}" that graph.outputs reads`),
        kind: todo('probability, quantity or score'),
        column: 0,
      },
    ],
    graph: { outputs: [{ tensor: tensor.name, column: 0 }] },
  };
}

const shapeWidth = ({ shape }: GraphTensor): number | undefined => {
  const width = shape?.[1];
  return shape?.length === 1 ? 1 : typeof width === 'number' ? width : undefined;
};

/** Of two classes the one that is asked for, by its name; of more, each. */
function probabilities(tensor: string, classes: readonly string[]) {
  const wanted = classes.filter((name) => positive.test(name));
  const asked =
    classes.length > 2
      ? classes
      : wanted.length === 1
        ? wanted
        : [todo(`the class that is asked for: ${classes.join(' or ')}`)];
  return {
    outputs: asked.map((name, column) => ({
      name: asked.length === 1 ? 'risk' : `class_${name.replaceAll(/[^A-Za-z0-9]+/g, '_')}`,
      unit: '1',
      kind: 'probability',
      column,
      link: { scale: 'logit', column } as const,
    })),
    graph: {
      outputs: asked.map((name) => ({ tensor, class: name })),
      links: asked.map((_, column) => ({ fromOutput: column })),
    },
  };
}
