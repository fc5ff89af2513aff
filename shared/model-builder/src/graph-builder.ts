import { CardwrightError } from '@cardwright/cds-service';
import { encodeModel } from './encode-model.ts';
import type { Initializer, Operation, Port } from './encode-model.ts';
import type { Band, Bool, Node } from './node.ts';

/** Where a number or a node is accepted; numbers become constants. */
type Value = Node | number;

const refuse = (message: string): never => {
  throw new CardwrightError('model-invalid', message);
};

/** Bit pattern of a double as text, so that −0, 0 and NaN are three constants. */
const bitsOf = (values: readonly number[]): string =>
  [...new BigUint64Array(new Float64Array(values).buffer)].map((bits) => bits.toString(16)).join();

/**
 * Builds one float64 graph: input `features` [rows, columns], output `outputs` [rows, n], optionally `links` [rows, m].
 * A sub-expression that is written twice is computed once. The same calls give the same bytes.
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
  readonly #split: readonly Node[];
  #outputs: Port | undefined;
  #links: Port | undefined;

  constructor(options: { readonly name: string; readonly columns: readonly string[] }) {
    this.name = options.name;
    this.columns = [...options.columns];
    if (this.columns.length === 0) refuse('a graph needs at least one column');
    if (new Set(this.columns).size !== this.columns.length) refuse('column names must differ');
    this.#split = this.#splitColumns();
  }

  /** One input column, [rows, 1]. */
  column(name: string): Node {
    return this.#split[this.columns.indexOf(name)] ?? refuse(`there is no column "${name}"`);
  }
  /** The same number in every row; NaN and ±Infinity are allowed. */
  constant(value: number): Node {
    return this.#tensor([value], [1, 1]);
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
    return this.#adopt('Cast', 'number', [condition], { to: 11 });
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
    const matrix = this.#adopt(
      'Concat',
      'number',
      nodes.map((node) => this.#rows(node)),
      { axis: 1 },
    );
    const product = [matrix, this.#tensor(weights, [weights.length, 1]), this.constant(constant)];
    return this.#adopt('Gemm', 'number', product);
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
    return encodeModel({
      name: this.name,
      operations: this.#operations,
      initializers: this.#initializers,
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
  #adopt(type: string, kind: 'number', inputs: readonly (Node | Bool)[], attributes?: Record<string, number>): Node;
  #adopt(type: string, kind: 'bool', inputs: readonly (Node | Bool)[], attributes?: Record<string, number>): Bool;
  #adopt(type: string, kind: 'number' | 'bool', inputs: readonly (Node | Bool)[], attributes = {}): Node | Bool {
    if (!inputs.every((input) => this.#owned.has(input))) refuse('a node belongs to another graph');
    const names = inputs.map((input) => input.name);
    return this.#remember(`${type}(${names.join()})`, () => {
      const name = `n${this.#operations.length}`;
      this.#operations.push({ type, inputs: names, outputs: [name], attributes });
      return { kind, name, perRow: inputs.some((input) => input.perRow) };
    });
  }
  #tensor(values: readonly number[], dims: readonly number[]): Node {
    const make = (): Node => {
      const name = `c${this.#initializers.length}`;
      this.#initializers.push({ name, dims, data: new Float64Array(values) });
      return { kind: 'number', name, perRow: false };
    };
    return this.#remember(`tensor[${dims.join()}](${bitsOf(values)})`, make);
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
    const nodes = this.columns.map((_, i): Node => ({ kind: 'number', name: `x${i}`, perRow: true }));
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
    this.#operations.push({ type: 'Concat', inputs, outputs: [name], attributes: { axis: 1 } });
    return { name, columns: nodes.length };
  }
}
