/** All packages in one run; each carries the shared preset in its package.json. */
export default {
  projects: ['<rootDir>/shared/*', '<rootDir>/services', '<rootDir>/cds-hooks', '<rootDir>/test'],
};
