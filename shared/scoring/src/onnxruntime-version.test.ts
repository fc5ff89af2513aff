import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { onnxruntimeVersion } from './onnxruntime-version.ts';

test('is the pinned version of this package', () => {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  expect(manifest).toContain(`"onnxruntime-node": "${onnxruntimeVersion}"`);
  expect(onnxruntimeVersion).toMatch(/^\d+\.\d+\.\d+$/);
});
