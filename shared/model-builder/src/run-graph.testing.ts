import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { GraphBuilder } from './graph-builder.ts';

const rowsOf = (tensor: Tensor | undefined): readonly (readonly number[])[] => {
  const data = tensor?.data;
  if (!(data instanceof Float64Array)) throw new Error('not a float64 tensor');
  const width = tensor?.dims[1] ?? 0;
  return Array.from({ length: data.length / width }, (_, row) => [...data.slice(row * width, (row + 1) * width)]);
};

/** Test support: runs a built graph in the real runtime. Rows in, rows of `outputs` and `links` out. */
export const runGraph = async (
  graph: GraphBuilder,
  rows: readonly (readonly number[])[],
): Promise<{ outputs: readonly (readonly number[])[]; links: readonly (readonly number[])[] }> => {
  const session = await InferenceSession.create(graph.toBytes(), { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const features = new Tensor('float64', new Float64Array(rows.flat()), [rows.length, graph.columns.length]);
  const result = await session.run({ features });
  await session.release();
  return { outputs: rowsOf(result['outputs']), links: result['links'] === undefined ? [] : rowsOf(result['links']) };
};
