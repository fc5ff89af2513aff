import type { InferenceSession } from 'onnxruntime-node';

/** One thread, no spinning: more threads burn a core and change nothing at these sizes. Severity 3: errors only. */
export const sessionOptions: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
};
