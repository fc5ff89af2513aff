import { readCase } from './read-case.ts';

/** A hook call with the chart of a case; members of `change` replace its own. */
export function callBody(service: string, file: string, change: Readonly<Record<string, unknown>> = {}): unknown {
  const { hook, context, prefetch } = readCase(service, file);
  return { hook, hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea', context, prefetch: slots(prefetch), ...change };
}

/** A whole chart is supplied as one client would who names keys its own way. */
function slots({ chart, ...prefetch }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return chart === undefined ? prefetch : { ...prefetch, everything: chart };
}
