import { CardwrightError } from '@cardwright/cds-service';
import { encodeModel } from './encode-model.ts';
import type { Initializer, Operation, Port } from './encode-model.ts';
import type { Band, Bool, Node } from './node.ts';

/** Where a number or a node is accepted; numbers become constants. */
type Value = Node | number;

const refuse = (message: string): never => {
  throw new CardwrightError('model-invalid', message);
};

/** What an operator does with the columns of its inputs; unless told otherwise, the same in each of them. */
interface Shape {
  readonly attributes?: Readonly<Record<string, number>>;
  readonly width?: number;
}

const widthOf = (nodes: readonly Node[]): number => nodes.reduce((sum, { width }) => sum + width, 0);

const commonWidth = (inputs: readonly (Node | Bool)[]): number => {
  const width = Math.max(...inputs.map((input) => input.width));
  const fits = inputs.every((input) => input.width === 1 || input.width === width);
  return fits ? width : refuse(`blocks of ${inputs.map((input) => input.width).join(' and ')} columns do not fit`);
};

/** Bit pattern of a double as text, so that −0, 0 and NaN are three constants. */
const bitsOf = (values: readonly number[]): string =>
  [...new BigUint64Array(new Float64Array(values).buffer)].map((bits) => bits.toString(16)).join();

/**
 * Builds one float64 graph: input `features` [rows, columns], output `outputs` [rows, n], optionally `links` [rows, m].
 * A sub-expression that is written twice is computed once. The same calls give the same bytes.
 * A value is one column, or a block of columns (`stack`, `row`) on which every operator works column by column, a single
 * column beside a block counting for each of its columns: one kernel call where single columns would take many.
 * NaN is "absent" and travels through arithmetic, `min`, `max`, `points` and `lookup`; it does not travel through
 * comparisons, `where` and `toNumber`: see `missingWith`. Errors: `model-invalid`.
 */
export class GraphBuilder {
  readonly name: string;
  readonly columns: readonly string[];
  readonly #operations: Operation[] = [];
  readonly #initializers: Initializer[] = [];
  readonly #known = new Map<string, Node | Bool>();
  readonly #owned = new Set<Node | Bool>();
  readonly #features: Node;
  readonly #split: readonly Node[];
  /** Results that carry the name of the border they leave by. */
  readonly #leaving = new Map<string, string>();
  #outputs: Port | undefined;
  #links: Port | undefined;

  constructor(options: { readonly name: string; readonly columns: readonly string[] }) {
    this.name = options.name;
    this.columns = [...options.columns];
    if (this.columns.length === 0) refuse('a graph needs at least one column');
    if (new Set(this.columns).size !== this.columns.length) refuse('column names must differ');
    this.#features = { kind: 'number', name: 'features', width: this.columns.length, perRow: true };
    this.#owned.add(this.#features);
    this.#split = this.#splitColumns();
  }

  /** One input column, [rows, 1]. */
  column(name: string): Node {
    return this.#split[this.columns.indexOf(name)] ?? refuse(`there is no column "${name}"`);
  }
  /** Input columns as one block, in the order of the names, repeated where a name is: one kernel call for all of them. */
  block(names: readonly string[]): Node {
    const numbers = names.map((name) => this.columns.indexOf(name));
    const unknown = names.find((_, i) => numbers[i] === -1);
    if (unknown !== undefined || names.length === 0) refuse(`there is no column "${unknown ?? ''}"`);
    return this.pick(this.#features, numbers);
  }
  /** The same number in every row; NaN and ±Infinity are allowed. */
  constant(value: number): Node {
    return this.row([value]);
  }
  /** The same numbers in every row, one column each. */
  row(values: readonly number[]): Node {
    return values.length > 0 ? this.#tensor(values, [1, values.length]) : refuse('a row needs values');
  }
  /** Columns and blocks side by side as one block, in order. */
  stack(nodes: readonly Node[]): Node {
    if (nodes.length === 0) return refuse('a block needs columns');
    const rows = nodes.map((node) => this.#rows(node));
    return this.#adopt('Concat', 'number', rows, { attributes: { axis: 1 }, width: widthOf(rows) });
  }
  /** Some columns of a block, in the order of their numbers (from 0), repeated where a number is. */
  pick(block: Node, columns: readonly number[]): Node {
    const exists = (column: number): boolean => Number.isInteger(column) && column >= 0 && column < block.width;
    if (columns.length === 0 || !columns.every(exists)) return refuse(`no such columns in a block of ${block.width}`);
    const numbers = this.#integers(columns);
    return this.#adopt('Gather', 'number', [block, numbers], { attributes: { axis: 1 }, width: columns.length });
  }

  /** Sum from left to right. */
  add(first: Value, ...rest: readonly Value[]): Node {
    return rest.reduce<Node>((sum, node) => this.#number('Add', sum, node), this.#node(first));
  }
  sub(a: Value, b: Value): Node {
    return this.#number('Sub', a, b);
  }
  /** Product from left to right. */
  mul(first: Value, ...rest: readonly Value[]): Node {
    return rest.reduce<Node>((product, node) => this.#number('Mul', product, node), this.#node(first));
  }
  div(a: Value, b: Value): Node {
    return this.#number('Div', a, b);
  }
  /** a to the power of b. Trap of IEEE 754: NaN to the power of 0 is 1. */
  pow(a: Value, b: Value): Node {
    return this.#number('Pow', a, b);
  }
  neg(a: Value): Node {
    return this.#number('Neg', a);
  }
  exp(a: Value): Node {
    return this.#number('Exp', a);
  }
  /** Natural logarithm: −Infinity at 0, NaN below. */
  log(a: Value): Node {
    return this.#number('Log', a);
  }
  sqrt(a: Value): Node {
    return this.#number('Sqrt', a);
  }
  /** 1 / (1 + exp(−a)), written out: the operator Sigmoid is off by 1.4e-11 and 0 from −40 downwards. */
  sigmoid(a: Value): Node {
    return this.div(1, this.add(1, this.exp(this.neg(a))));
  }
  /** Largest integer not above a. Round half up is floor(a + 0.5); the operator Round would round halves to even. */
  floor(a: Value): Node {
    return this.#number('Floor', a);
  }
  /** The smaller one; NaN when either is. */
  min(a: Value, b: Value): Node {
    return this.#number('Min', a, b);
  }
  /** The larger one; NaN when either is. */
  max(a: Value, b: Value): Node {
    return this.#number('Max', a, b);
  }

  /** False when either is NaN, as all comparisons. */
  less(a: Value, b: Value): Bool {
    return this.#bool('Less', this.#node(a), this.#node(b));
  }
  lessOrEqual(a: Value, b: Value): Bool {
    return this.#bool('LessOrEqual', this.#node(a), this.#node(b));
  }
  greater(a: Value, b: Value): Bool {
    return this.#bool('Greater', this.#node(a), this.#node(b));
  }
  greaterOrEqual(a: Value, b: Value): Bool {
    return this.#bool('GreaterOrEqual', this.#node(a), this.#node(b));
  }
  equal(a: Value, b: Value): Bool {
    return this.#bool('Equal', this.#node(a), this.#node(b));
  }
  and(first: Bool, ...rest: readonly Bool[]): Bool {
    return rest.reduce((all, next) => this.#bool('And', all, next), first);
  }
  or(first: Bool, ...rest: readonly Bool[]): Bool {
    return rest.reduce((any, next) => this.#bool('Or', any, next), first);
  }
  /** Trap: not(less(a, 3)) is true for an absent a. */
  not(a: Bool): Bool {
    return this.#bool('Not', a);
  }
  isNaN(a: Value): Bool {
    return this.#bool('IsNaN', this.#node(a));
  }

  /** condition ? a : b. Trap: an absent number inside the condition does not make the result absent; see `missingWith`. */
  where(condition: Bool, a: Value, b: Value): Node {
    return this.#adopt('Where', 'number', [condition, this.#node(a), this.#node(b)]);
  }
  /** Modelled absence: `ifMissing` where a is NaN, else `otherwise`. */
  whenMissing(a: Value, ifMissing: Value, otherwise: Value): Node {
    return this.where(this.isNaN(a), ifMissing, otherwise);
  }
  /** `value`, but NaN in every row where one of `inputs` is NaN: the guard around `where` and `toNumber`. */
  missingWith(value: Value, first: Node, ...inputs: readonly Node[]): Node {
    const worst = inputs.reduce((all, next) => this.max(all, next), first);
    return this.where(this.isNaN(worst), NaN, value);
  }
  /** 1 for true, 0 for false. Trap: false may mean "absent"; see `missingWith`. */
  toNumber(condition: Bool): Node {
    return this.#adopt('Cast', 'number', [condition], { attributes: { to: 11 } });
  }

  /** Step function, NaN in → NaN out. The bands cover the whole line, in order; the last is `upTo: Infinity`. */
  points(a: Value, bands: readonly Band[]): Node {
    const last = bands.at(-1);
    if (last?.upTo !== Infinity) return refuse('the last band must reach Infinity');
    bands.slice(1).forEach((band, i) => {
      if (!(band.upTo > (bands[i]?.upTo ?? NaN))) refuse('bands must rise');
    });
    const step = bands.slice(0, -1).reduceRight<Value>((above, { upTo, inclusive, points }) => {
      return this.where(inclusive ? this.lessOrEqual(a, upTo) : this.less(a, upTo), points, above);
    }, last.points);
    return this.whenMissing(a, NaN, step);
  }
  /** values[index] for a category index; NaN for NaN and for every other number that is not an index. */
  lookup(index: Value, values: readonly number[]): Node {
    if (values.length === 0) refuse('a lookup needs values');
    return this.#node(
      values.reduceRight<Value>((rest, value, i) => this.where(this.equal(index, i), value, rest), NaN),
    );
  }
  /** Σ weights[i] · nodes[i] + constant as one matrix product, which gives the same bits at every batch length. */
  weightedSum(nodes: readonly Node[], weights: readonly number[], constant: number): Node {
    if (nodes.length !== weights.length) refuse('a weighted sum needs one weight per node');
    if (nodes.length === 0) return this.constant(constant);
    return this.weightedSums(this.stack(nodes), [weights], [constant]);
  }
  /**
   * One weighted sum of the block's columns for each list of weights, in one matrix product: column i of the result is
   * Σ weights[i][c] · block[c] + constants[i]. Trap: 0 · NaN is NaN, so an absent column makes every sum absent, whatever
   * its weight; give each set of terms its own product.
   */
  weightedSums(block: Node, weights: readonly (readonly number[])[], constants: readonly number[]): Node {
    if (weights.length === 0 || weights.length !== constants.length) refuse('each sum needs weights and a constant');
    if (weights.some(({ length }) => length !== block.width)) refuse('a weighted sum needs one weight per column');
    const byColumn = Array.from({ length: block.width }, (_, column) => weights.map((list) => list[column] ?? NaN));
    const matrix = this.#tensor(byColumn.flat(), [block.width, weights.length]);
    return this.#adopt('Gemm', 'number', [this.#rows(block), matrix, this.row(constants)], { width: weights.length });
  }

  /** The columns of `outputs`, in order. Once. */
  outputs(nodes: readonly Node[]): void {
    if (this.#outputs !== undefined) refuse('outputs are set already');
    this.#outputs = this.#port('outputs', nodes);
  }
  /** The columns of `links` (log-odds and the like, before the last step), in order. Once. */
  links(nodes: readonly Node[]): void {
    if (this.#links !== undefined) refuse('links are set already');
    this.#links = this.#port('links', nodes);
  }

  /** The ONNX file: opset 17, IR version 8. */
  toBytes(): Uint8Array {
    if (this.#outputs === undefined) return refuse('outputs are not set');
    const { operations, used } = this.#reachable();
    return encodeModel({
      name: this.name,
      operations: operations.map((operation) => this.#named(operation)),
      initializers: this.#initializers.filter(({ name }) => used.has(name)),
      inputs: [{ name: 'features', columns: this.columns.length }],
      outputs: this.#links === undefined ? [this.#outputs] : [this.#outputs, this.#links],
    });
  }

  #number(type: string, ...inputs: readonly Value[]): Node {
    return this.#adopt(
      type,
      'number',
      inputs.map((input) => this.#node(input)),
    );
  }
  #bool(type: string, ...inputs: readonly (Node | Bool)[]): Bool {
    return this.#adopt(type, 'bool', inputs);
  }
  #node(value: Value): Node {
    return typeof value === 'number' ? this.constant(value) : value;
  }

  /** Adds an operator with one result, or finds the one that is there already. */
  #adopt(type: string, kind: 'number', inputs: readonly (Node | Bool)[], shape?: Shape): Node;
  #adopt(type: string, kind: 'bool', inputs: readonly (Node | Bool)[], shape?: Shape): Bool;
  #adopt(type: string, kind: 'number' | 'bool', inputs: readonly (Node | Bool)[], shape: Shape = {}): Node | Bool {
    if (!inputs.every((input) => this.#owned.has(input))) refuse('a node belongs to another graph');
    const names = inputs.map((input) => input.name);
    return this.#remember(`${type}(${names.join()})`, () => {
      const name = `n${this.#operations.length}`;
      const { attributes = {}, width = commonWidth(inputs) } = shape;
      this.#operations.push({ type, inputs: names, outputs: [name], attributes });
      return { kind, name, width, perRow: inputs.some((input) => input.perRow) };
    });
  }
  #tensor(values: readonly number[], dims: readonly number[]): Node {
    const make = (): Node => {
      const name = `c${this.#initializers.length}`;
      this.#initializers.push({ name, dims, data: new Float64Array(values) });
      return { kind: 'number', name, width: dims.at(-1) ?? 1, perRow: false };
    };
    return this.#remember(`tensor[${dims.join()}](${bitsOf(values)})`, make);
  }
  #integers(values: readonly number[]): Node {
    const make = (): Node => {
      const name = `c${this.#initializers.length}`;
      this.#initializers.push({ name, dims: [values.length], data: BigInt64Array.from(values, BigInt) });
      return { kind: 'number', name, width: values.length, perRow: false };
    };
    return this.#remember(`integers(${values.join()})`, make);
  }
  #remember<T extends Node | Bool>(key: string, make: () => T): T;
  #remember(key: string, make: () => Node | Bool): Node | Bool {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#known.set(key, made);
    this.#owned.add(made);
    return made;
  }
  /** One Split for all columns: a Gather for each would cost one kernel call a column. */
  #splitColumns(): readonly Node[] {
    const data = new BigInt64Array(this.columns.length).fill(1n);
    this.#initializers.push({ name: 'widths', dims: [data.length], data });
    const nodes = this.columns.map((_, i): Node => ({ kind: 'number', name: `x${i}`, width: 1, perRow: true }));
    const outputs = nodes.map((node) => node.name);
    this.#operations.push({ type: 'Split', inputs: ['features', 'widths'], outputs, attributes: { axis: 1 } });
    nodes.forEach((node) => this.#owned.add(node));
    return nodes;
  }
  /** A constant repeated in every row, so that it can stand in a matrix beside columns. */
  #rows(node: Node): Node {
    const first = this.#split[0];
    return node.perRow || first === undefined ? node : this.where(this.isNaN(first), node, node);
  }
  #port(name: string, nodes: readonly Node[]): Port {
    if (nodes.length === 0) refuse(`${name} needs at least one node`);
    if (!nodes.every((node) => this.#owned.has(node))) refuse('a node belongs to another graph');
    const inputs = nodes.map((node) => this.#rows(node).name);
    const [only = '', ...others] = inputs;
    const isComputed = this.#operations.some(({ outputs }) => outputs.includes(only));
    // A block that leaves as it is needs no copy of its own.
    if (others.length === 0 && isComputed && !this.#leaving.has(only)) this.#leaving.set(only, name);
    else this.#operations.push({ type: 'Concat', inputs, outputs: [name], attributes: { axis: 1 } });
    return { name, columns: widthOf(nodes) };
  }
  /** What leads to a border, and the names that it reads: what nothing reads would cost a kernel call all the same. */
  #reachable(): { readonly operations: readonly Operation[]; readonly used: ReadonlySet<string> } {
    const used = new Set(['outputs', 'links', ...this.#leaving.keys()]);
    const operations: Operation[] = [];
    for (const operation of this.#operations.toReversed()) {
      if (!operation.outputs.some((name) => used.has(name))) continue;
      operation.inputs.forEach((name) => used.add(name));
      operations.unshift(operation);
    }
    return { operations, used };
  }
  #named(operation: Operation): Operation {
    const rename = (name: string): string => this.#leaving.get(name) ?? name;
    return { ...operation, inputs: operation.inputs.map(rename), outputs: operation.outputs.map(rename) };
  }
}
