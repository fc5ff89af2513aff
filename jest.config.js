/** All packages in one run; each carries the shared preset in its package.json. */
export default {
  // Generous: loading every model on a busy machine takes seconds, and no test is about time.
  testTimeout: 30_000,
  projects: ['<rootDir>/shared/*', '<rootDir>/services', '<rootDir>/cds-hooks', '<rootDir>/test'],
};
