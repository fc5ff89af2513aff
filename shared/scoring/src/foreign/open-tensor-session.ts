import { InferenceSession, Tensor } from 'onnxruntime-node';
import { sessionOptions } from '../session-options.ts';
import { requireSilence } from '../telemetry.ts';
import { joinRows } from './join-rows.ts';
import { isTensorElement } from './tensor-data.ts';
import type { TensorData } from './tensor-data.ts';

/**
 * onnxruntime-common 1.30.0 makes a Float16Array where the engine has one, and onnxruntime-node 1.30.0 cannot read it ("not
 * enough space: expected 4, got 0"); without one it uses the bits in a Uint16Array, which works. It looks once, at the first
 * tensor, and this process has no other use for it.
 */
const Halves = Float16Array;
Reflect.deleteProperty(globalThis, 'Float16Array');

/** One tensor at the border of an open graph, as the runtime sees it. */
export interface TensorPort {
  readonly name: string;
  readonly element: string;
  /** A number, or a text for a free dimension. */
  readonly shape: readonly (number | string)[];
}

export type Feeds = Readonly<Record<string, TensorData>>;

/** An open graph of any tensors. */
export interface TensorSession {
  readonly inputs: readonly TensorPort[];
  readonly outputs: readonly TensorPort[];
  /**
   * Runs the graph once; with `rowByRow` once for each row of the first dimension, for a graph that is fixed to a batch
   * of one, and joins the rows. Rejects with what the runtime says, which may quote a value: not for a log.
   */
  run(feeds: Feeds, rowByRow: boolean): Promise<Feeds>;
  release(): Promise<void>;
}

/** Non-tensors are left out: they can be neither fed nor fetched. */
const portsOf = (values: readonly InferenceSession.ValueMetadata[]): readonly TensorPort[] =>
  values.flatMap((value) => (value.isTensor ? [{ name: value.name, element: value.type, shape: value.shape }] : []));

const toRuntime = ({ element, dims, data }: TensorData): Tensor => {
  if (Array.isArray(data)) return new Tensor('string', data, dims);
  if (data instanceof BigInt64Array) return new Tensor('int64', data, dims);
  if (data instanceof BigUint64Array) return new Tensor('uint64', data, dims);
  if (element === 'float16') return new Tensor('float16', new Uint16Array(Halves.from(data).buffer), dims);
  if (element === 'bool') return new Tensor('bool', Uint8Array.from(data), dims);
  if (element === 'string' || element === 'int64' || element === 'uint64') throw new TypeError(`${element} of numbers`);
  return new Tensor(element, data, dims);
};

const fromRuntime = ({ type, dims, data }: Tensor): TensorData => {
  if (!isTensorElement(type)) throw new TypeError(`an output of ${type}`);
  if (type === 'float16' && data instanceof Uint16Array)
    return { element: type, dims, data: Float32Array.from(new Halves(data.buffer, data.byteOffset, data.length)) };
  if (data instanceof Uint8ClampedArray) return { element: type, dims, data: Uint8Array.from(data) };
  return { element: type, dims, data };
};

const runOnce = async (session: InferenceSession, feeds: Feeds): Promise<Feeds> => {
  const tensors = Object.entries(feeds).map(([name, data]): [string, Tensor] => [name, toRuntime(data)]);
  const results = await session.run(Object.fromEntries(tensors));
  return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, fromRuntime(tensor)]));
};

const rowOf = ({ element, dims, data }: TensorData, row: number, rows: number): TensorData => {
  const width = data.length / rows;
  return { element, dims: [1, ...dims.slice(1)], data: data.slice(row * width, (row + 1) * width) };
};

const runEachRow = async (session: InferenceSession, feeds: Feeds): Promise<Feeds> => {
  const entries = Object.entries(feeds);
  const rows = entries[0]?.[1].dims[0] ?? 0;
  if (rows === 1) return runOnce(session, feeds);
  const parts: Feeds[] = [];
  for (let row = 0; row < rows; row += 1) {
    const one = entries.map(([name, tensor]): [string, TensorData] => [name, rowOf(tensor, row, rows)]);
    parts.push(await runOnce(session, Object.fromEntries(one)));
  }
  const names = Object.keys(parts[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, joinRows(parts.flatMap((part) => part[name] ?? []))]));
};

/**
 * Opens a graph of any tensors, in this process. Rejects with what the runtime says. Error: `telemetry-enabled`.
 */
export const openTensorSession = async (onnx: Uint8Array): Promise<TensorSession> => {
  requireSilence();
  const session = await InferenceSession.create(onnx, sessionOptions);
  return {
    inputs: portsOf(session.inputMetadata),
    outputs: portsOf(session.outputMetadata),
    run: (feeds, rowByRow) => (rowByRow ? runEachRow(session, feeds) : runOnce(session, feeds)),
    release: () => session.release(),
  };
};
