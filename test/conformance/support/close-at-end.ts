import { afterAll } from '@jest/globals';

const open = new Set<() => Promise<void>>();

// A test that fails before it closes what it started must not keep the process from ending.
afterAll(async () => {
  for (const close of open) await close();
});

/** A `close` that runs once: when it is called, or after the last test of the file. */
export function closeAtEnd(close: () => Promise<void>): () => Promise<void> {
  const once = async (): Promise<void> => {
    if (open.delete(once)) await close();
  };
  open.add(once);
  return once;
}
