import { createHash } from 'node:crypto';
import { CardwrightError } from '@cardwright/cds-service';
import type { GoldenVector, ModelManifest } from '@cardwright/cds-service';
import { checkGolden } from './check-golden.ts';
import { compileSignature } from './compile-signature.ts';
import { openSession } from './open-session.ts';
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
 * Opens a model and proves it: sha256, signature, then every golden vector, before the promise resolves.
 * Call `disableTelemetry` first. Errors: `model-invalid`, `model-golden-mismatch`, `telemetry-enabled`.
 */
export const loadModel = async ({ manifest, onnx, golden }: ModelFiles): Promise<LoadedModel> => {
  const sha256 = createHash('sha256').update(onnx).digest('hex');
  if (sha256 !== manifest.sha256) refuse(manifest.id, `the file has sha256 ${sha256}, the manifest ${manifest.sha256}`);
  const signature = compileSignature(manifest);
  const session = await openSession(manifest.id, onnx, manifest.inputs.length);
  try {
    checkColumns(manifest, session);
    const open = { manifest, signature, session };
    await checkGolden(open, golden);
    return new SessionModel(open);
  } catch (error) {
    await session.release();
    throw error;
  }
};
