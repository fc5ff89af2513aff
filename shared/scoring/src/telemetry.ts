import { isMainThread } from 'node:worker_threads';
import { CardwrightError } from '@cardwright/cds-service';

/** onnxruntime ≥ 1.29 sends usage data to its maker, feature names included, unless this is `1` before the first session. */
const variable = 'ORT_DISABLE_TELEMETRY';

let sessionsOpened = false;

const refuse = (why: string): never => {
  throw new CardwrightError('telemetry-enabled', `The ONNX runtime would phone home: ${why}.`, { variable });
};

/**
 * Silences the ONNX runtime in this process by setting ORT_DISABLE_TELEMETRY=1. Call it before the first `loadModel`;
 * calling it again does nothing. Throws `telemetry-enabled` when it would be too late (a session exists), and in a
 * worker thread, whose environment is a copy that the native runtime does not read.
 */
export const disableTelemetry = (): void => {
  if (!isMainThread) refuse('a worker thread cannot silence it');
  if (process.env[variable] === '1') return;
  if (sessionsOpened) refuse('a session was opened before it was silenced');
  process.env[variable] = '1';
};

/** Called before every session is opened. Throws `telemetry-enabled` unless the runtime is silenced. */
export const requireSilence = (): void => {
  if (!isMainThread) refuse('models are loaded in the main thread only');
  if (process.env[variable] !== '1') refuse(`${variable} is not 1`);
  sessionsOpened = true;
};
