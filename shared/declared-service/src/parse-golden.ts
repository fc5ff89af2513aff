import { defaultGoldenTolerance, type GoldenVector } from '@cardwright/cds-service';
import type { Shaped } from './check-shape.ts';
import { findTodos } from './find-todos.ts';
import { shapes } from './shapes.ts';

/** The golden vectors of a file; one without a tolerance gets the default. Pure. */
export function parseGolden(file: string, json: unknown): Shaped<readonly GoldenVector[]> {
  const todos = findTodos(file, json);
  if (todos.length > 0) return { ok: false, problems: todos };
  const shaped = shapes.golden(file, json);
  if (!shaped.ok) return shaped;
  return { ok: true, value: shaped.value.map((vector) => ({ tolerance: defaultGoldenTolerance, ...vector })) };
}
