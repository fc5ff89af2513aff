import { OperationOutcomeError } from '@medplum/core';

/** Runs what belongs to one entry; an error says `Bundle.entry[3]`. */
export function atEntry<T>(index: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    const expression = [`Bundle.entry[${index}]`];
    throw new OperationOutcomeError({
      ...error.outcome,
      issue: error.outcome.issue.map((issue) => ({ ...issue, expression })),
    });
  }
}
