import { readCases } from '../cases/read-cases.ts';
import type { ServiceCase } from '../cases/parse-case.ts';

/** A case of a real service, as the chart and the context of a test: the host itself holds no clinical code. */
export function readCase(service: string, file: string): ServiceCase {
  const found = readCases(service).find((candidate) => candidate.file === file);
  if (found === undefined) throw new Error(`${service} has no case ${file}`);
  return structuredClone(found.case);
}
