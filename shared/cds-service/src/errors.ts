/** The single table of error codes. Doors map them to statuses; docs and tests compare with it. */
export const errorCodes = {
  'bad-json': 'The body or file is not JSON.',
  'bad-request': 'The request does not have the shape that the specification asks for.',
  'bad-bundle': 'The file is not a FHIR Bundle of one patient.',
  'bad-signature': 'The request is not authenticated.',
  'bad-argument': 'The command was called with arguments it does not know.',
  'bad-service': 'A service folder is not complete or contradicts itself.',
  'bad-value-set': 'A value set file does not have the form, or holds what cannot be right.',
  'unknown-path': 'There is nothing at this path.',
  'unknown-service': 'There is no such CDS service here.',
  'unknown-model': 'The variant is not built.',
  'unknown-reference': 'The service does not stand on this reference.',
  'unknown-source': 'The source of notifications is not configured, or no longer.',
  'missing-input': 'A required input is absent.',
  'out-of-range': 'A required input lies outside the model’s range.',
  'bad-input': 'An input has the wrong type or is not one of the accepted categories.',
  'not-computable': 'The formula has no meaningful value for these inputs.',
  'prefetch-incomplete': 'Required data was neither supplied nor could it be fetched.',
  'wrong-patient': 'The data belongs to another patient.',
  'fhir-unreachable': 'The FHIR server did not answer.',
  'fhir-refused': 'The FHIR server refused the request.',
  'scope-not-granted': 'The authorization server granted our token less than this needs.',
  'token-refused': 'The authorization server of a FHIR server gave us no token.',
  'model-invalid': 'The model file does not match its manifest or its signature.',
  'model-golden-mismatch': 'The model does not reproduce its golden vectors.',
  'model-failed': 'The model could not be run or gave no usable number.',
  'model-unavailable':
    'The model’s process took too much time or memory and was ended; it is started again after a pause.',
  'card-invalid': 'A card breaks the rules of CDS Hooks.',
  'deadline-exceeded': 'The deadline passed before an answer was ready.',
  abandoned: 'Attempts at this never ended, several in a row: the processes that made them died, or hung.',
  'too-large': 'The request is larger than the limit.',
  'too-deep': 'The body is nested deeper than the limit.',
  'unsupported-media-type': 'The body is of a type that is not read here.',
  'too-many-requests': 'This client calls more often than agreed; Retry-After says when to come back.',
  overloaded: 'There are more calls than can be answered in time; Retry-After says when to come back.',
  'telemetry-enabled': 'The ONNX runtime would phone home: ORT_DISABLE_TELEMETRY is not set in time.',
  'store-failed': 'The store could not write or read.',
  'store-key': 'The store was sealed with a key that was not given, or the keys given cannot be read.',
  internal: 'An unexpected failure.',
} as const;
export type ErrorCode = keyof typeof errorCodes;

/**
 * The one error type. `message` is for people and never holds patient data or tokens;
 * `details` holds names (inputs, paths, ids of vectors), never values from a chart.
 */
export class CardwrightError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'CardwrightError';
    this.code = code;
    this.details = details;
  }
}
