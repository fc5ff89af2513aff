export { loadModel } from './load-model.ts';
export type { ModelFiles } from './load-model.ts';
export { modelPort } from './model-port.ts';
export { onnxruntimeVersion } from './onnxruntime-version.ts';
export { maxRowsPerRun } from './open-session.ts';
export { maxEnumeratedInputs } from './plan-request.ts';
export { provesPairwise } from './proves-pairwise.ts';
export type { LoadedModel } from './session-model.ts';
export { disableTelemetry } from './telemetry.ts';
