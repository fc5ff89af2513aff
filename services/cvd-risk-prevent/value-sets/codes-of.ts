import type { Code } from '@cardwright/fhir';

/** Codes of one system from a list of codes separated by white space. */
export const codesOf = (system: string, list: string): readonly Code[] =>
  list
    .trim()
    .split(/\s+/)
    .map((code) => ({ system, code }));
