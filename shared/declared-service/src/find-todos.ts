import type { Problem } from './problem.ts';

/** What the skeleton of `cardwright add` writes where a person must. */
export const todoMark = 'TODO';

/** Members that still hold the mark of the skeleton, with its words. */
export function findTodos(file: string, json: unknown): readonly Problem[] {
  return marks(json, []).map(({ path, text }) => ({
    file,
    code: 'bad-service',
    message: `${path.join('.') || 'the file'} is still to be written: ${text.slice(todoMark.length).replace(/^[:\s]+/, '') || 'see the guide'}`,
  }));
}

interface Mark {
  readonly path: readonly string[];
  readonly text: string;
}

function marks(value: unknown, path: readonly string[]): readonly Mark[] {
  if (typeof value === 'string') return value.startsWith(todoMark) ? [{ path, text: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => marks(child, [...path, key]));
}
