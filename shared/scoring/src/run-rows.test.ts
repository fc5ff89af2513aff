import { expect, test } from '@jest/globals';
import { GraphBuilder } from '@cardwright/model-builder';
import { maxRowsPerRun, openSession } from './open-session.ts';
import type { GraphSession } from './open-session.ts';
import { runRows } from './run-rows.ts';

const open = async (): Promise<GraphSession> => {
  const g = new GraphBuilder({ name: 'test', columns: ['a', 'b'] });
  g.outputs([g.add(g.column('a'), g.column('b')), g.column('b')]);
  g.links([g.mul(g.column('a'), 2)]);
  return openSession('test@rows', g.toBytes(), 2);
};

/** The real session, with the lengths of its runs noted. */
const counting = (session: GraphSession, lengths: number[]): GraphSession => ({
  ...session,
  run: (block) => {
    lengths.push(block.length / 2);
    return session.run(block);
  },
});

test.each([1, maxRowsPerRun, maxRowsPerRun + 1, 3 * maxRowsPerRun])(
  '%d rows in bounded runs, in order',
  async (count) => {
    const session = await open();
    const lengths: number[] = [];
    const rows = Float64Array.from({ length: count * 2 }, (_, i) => (i % 2 === 0 ? i : 0.5));
    const { outputs, links } = await runRows(counting(session, lengths), rows, 2);
    expect(outputs).toEqual(Float64Array.from({ length: count * 2 }, (_, i) => (i % 2 === 0 ? i + 0.5 : 0.5)));
    expect(links).toEqual(Float64Array.from({ length: count }, (_, i) => 4 * i));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(maxRowsPerRun);
    expect(lengths).toHaveLength(Math.ceil(count / maxRowsPerRun));
    await session.release();
  },
);

test('the event loop has turns while many rows run', async () => {
  const session = await open();
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 0);
  await runRows(session, new Float64Array(2 * 400 * maxRowsPerRun), 2);
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(3);
  await session.release();
});

test('a session that answers at once would not starve the event loop either', async () => {
  const immediate: GraphSession = {
    isReady: () => true,
    outputWidth: 1,
    linkWidth: 0,
    run: (block) => Promise.resolve({ outputs: block, links: new Float64Array() }),
    release: () => Promise.resolve(),
  };
  let turns = 0;
  const count = (): void => {
    turns += 1;
    pending = setImmediate(count);
  };
  let pending = setImmediate(count);
  await runRows(immediate, new Float64Array(50 * maxRowsPerRun), 1);
  clearImmediate(pending);
  expect(turns).toBeGreaterThanOrEqual(49);
});
