/** Moved to `config/`. */
export { readConfig } from './config/read-config.ts';
export type { Config, Limits, SourceConfig } from './config/config.ts';
