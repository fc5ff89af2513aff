/** The public entry of the host. */
export { readCases, type CaseFile } from './cases/read-cases.ts';
export { runCase, type CaseResult } from './cases/run-case.ts';
export { checkService } from './check-service.ts';
export { checkServiceFolder } from './check-service-folder.ts';
export type { CheckedItem } from './checked-item.ts';
export { createApp, type AppOptions } from './app.ts';
export type { ClientConfig, Config, Limits } from './config/config.ts';
export { readConfig } from './config/read-config.ts';
export { evaluateBundle, type EvaluateBundleOptions } from './evaluate-bundle.ts';
export type { Host, ServedService, Source } from './host.ts';
export { findService, folderOf, loadService, registeredServices, versionOf } from './load-services.ts';
export { serve, type ServeOptions, type Serving } from './serve.ts';
export { statusOf } from './status-of.ts';
export { checkValueSetFile } from './terminology/check-value-set-file.ts';
export { findValueSetFiles } from './terminology/find-value-set-files.ts';
export { checkResponse } from './wire/check-response.ts';
export { parseContext } from './wire/parse-cds-request.ts';
export { engine } from './engine.ts';
