import type { ModelManifest } from '@cardwright/cds-service';
import type { Isolation } from './foreign/isolation.ts';
import { openForeignSession } from './foreign/open-foreign-session.ts';
import { ownBinding } from './foreign/own-binding.ts';
import { openSession } from './open-session.ts';
import type { GraphSession } from './open-session.ts';

/** Largest graph of our own that runs in this process; our published equations have some 20 KiB. */
export const maxInProcessBytes = 4 * 2 ** 20;

/** Opens the graph of a manifest: a foreign or a large one in a process of its own, a small one of ours in this process. */
export const openGraph = (manifest: ModelManifest, onnx: Uint8Array, limits?: Isolation): Promise<GraphSession> => {
  if (manifest.graph === undefined && onnx.length <= maxInProcessBytes)
    return openSession(manifest.id, onnx, manifest.inputs.length);
  return openForeignSession(manifest, manifest.graph ?? ownBinding(manifest), onnx, limits);
};
