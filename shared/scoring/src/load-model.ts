import { createHash } from 'node:crypto';
import { CardwrightError } from '@cardwright/cds-service';
import type { GoldenVector, ModelManifest } from '@cardwright/cds-service';
import { calibratedSession } from './calibrated-session.ts';
import { checkGolden } from './check-golden.ts';
import { compileSignature } from './compile-signature.ts';
import { findLinearForm } from './find-linear-form.ts';
import type { Isolation } from './foreign/isolation.ts';
import { openGraph } from './open-graph.ts';
import type { GraphSession } from './open-session.ts';
import { SessionModel } from './session-model.ts';
import type { LoadedModel } from './session-model.ts';

/** The three files of one variant, read. */
export interface ModelFiles {
  readonly manifest: ModelManifest;
  readonly onnx: Uint8Array;
  readonly golden: readonly GoldenVector[];
}

const refuse = (model: string, message: string): never => {
  throw new CardwrightError('model-invalid', `${model}: ${message}`, { model });
};

/** Every column that the manifest reads exists in the graph. */
const checkColumns = ({ id, outputs }: ModelManifest, { outputWidth, linkWidth }: GraphSession): void => {
  const exists = (column: number, width: number): boolean => Number.isInteger(column) && column >= 0 && column < width;
  for (const { name, column, link } of outputs) {
    if (!exists(column, outputWidth)) refuse(id, `output "${name}" reads column ${column} of ${outputWidth} outputs`);
    if (link && !exists(link.column, linkWidth)) {
      refuse(id, `output "${name}" reads column ${link.column} of ${linkWidth} links`);
    }
  }
};

/**
 * Opens a model and proves it: sha256, signature, every golden vector, and that it is linear where it says so, before the
 * promise resolves. A manifest that binds a foreign graph, and a large one, runs in a process of its own within `limits`. Call
 * `disableTelemetry` first. Errors: `model-invalid`, `model-golden-mismatch`, `model-unavailable`, `telemetry-enabled`.
 */
export const loadModel = async ({ manifest, onnx, golden }: ModelFiles, limits?: Isolation): Promise<LoadedModel> => {
  const sha256 = createHash('sha256').update(onnx).digest('hex');
  if (sha256 !== manifest.sha256) refuse(manifest.id, `the file has sha256 ${sha256}, the manifest ${manifest.sha256}`);
  const signature = compileSignature(manifest);
  const session = await openGraph(manifest, onnx, limits);
  try {
    checkColumns(manifest, session);
    const graph = { manifest, signature, session };
    const open = { ...graph, session: calibratedSession(session, manifest.outputs) };
    await checkGolden(open, golden, graph);
    const linear = signature.order === 1 ? await findLinearForm(manifest, signature, open.session) : undefined;
    return new SessionModel(linear === undefined ? open : { ...open, signature: { ...signature, linear } });
  } catch (error) {
    await session.release();
    throw error;
  }
};
