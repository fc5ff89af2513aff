import { readCases } from '@cardwright/cds-hooks';
import type { ServiceId } from './start-host.ts';

export interface Call {
  readonly hook: string;
  readonly hookInstance: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly prefetch: Readonly<Record<string, unknown>>;
}

/** The call of a case: the chart is supplied under our keys. */
export function callOf(service: ServiceId, file: string): Call {
  const found = readCases(service).find((candidate) => candidate.file === file);
  if (found === undefined) throw new Error(`${service} has no case ${file}`);
  const { hook, context, prefetch } = structuredClone(found.case);
  return { hook, hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea', context, prefetch };
}
