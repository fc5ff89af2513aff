import { setImmediate as nextTurn } from 'node:timers/promises';
import { maxRowsPerRun } from './open-session.ts';
import type { GraphResults, GraphSession } from './open-session.ts';

/**
 * Runs any number of rows in blocks of at most `maxRowsPerRun`, giving the event loop a turn between blocks.
 * `rows` must not change before the promise settles: the runtime reads it when it runs, not when it is called.
 */
export const runRows = async (session: GraphSession, rows: Float64Array, width: number): Promise<GraphResults> => {
  const count = rows.length / width;
  if (count <= maxRowsPerRun) return session.run(rows);
  const outputs = new Float64Array(count * session.outputWidth);
  const links = new Float64Array(count * session.linkWidth);
  for (let first = 0; first < count; first += maxRowsPerRun) {
    if (first > 0) await nextTurn();
    const block = await session.run(rows.subarray(first * width, (first + maxRowsPerRun) * width));
    outputs.set(block.outputs, first * session.outputWidth);
    links.set(block.links, first * session.linkWidth);
  }
  return { outputs, links };
};
