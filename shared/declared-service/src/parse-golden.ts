import { defaultGoldenTolerance, type GoldenVector } from '@cardwright/cds-service';
import type { Shaped } from './check-shape.ts';
import { findTodos } from './find-todos.ts';
import { shapes } from './shapes.ts';

/** The golden vectors of a file; one without a tolerance gets the default, and none at all are refused. Pure. */
export function parseGolden(file: string, json: unknown): Shaped<readonly GoldenVector[]> {
  const todos = findTodos(file, json);
  if (todos.length > 0) return { ok: false, problems: todos };
  const shaped = shapes.golden(file, json);
  if (!shaped.ok) return shaped;
  if (shaped.value.length === 0) {
    const message =
      'There are no golden vectors: put rows here that the trainer computed with the trained model. What the ONNX file gives proves nothing.';
    return { ok: false, problems: [{ file, code: 'model-invalid', message }] };
  }
  return { ok: true, value: shaped.value.map((vector) => ({ tolerance: defaultGoldenTolerance, ...vector })) };
}
