import { fileURLToPath } from 'node:url';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/** What every package's tests share; used as `"jest": { "preset": "@cardwright/jest-preset" }`. */
export default {
  testEnvironment: here('./environment.js'),
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': here('./strip-types.js') },
  testMatch: ['**/*.test.ts'],
};
