import { createRequire } from 'node:module';

const read = (): string => {
  const manifest: unknown = createRequire(import.meta.url)('onnxruntime-node/package.json');
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  return typeof version === 'string' ? version : '';
};

/** Version of the installed onnxruntime-node (`1.30.0`), recorded with every evaluation. */
export const onnxruntimeVersion: string = read();
