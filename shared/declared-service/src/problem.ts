import type { ErrorCode } from '@cardwright/cds-service';

/** One thing that keeps a folder from being served. */
export interface Problem {
  /** Of the folder: `features.json`, `models/base.model.json`. */
  readonly file: string;
  readonly code: ErrorCode;
  /** A plain sentence that says what to do, or what is wrong. */
  readonly message: string;
}
