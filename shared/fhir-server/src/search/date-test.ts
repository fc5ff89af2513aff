import { OperationOutcomeError, badRequest } from '@medplum/core';
import { parseFhirTime, type TimeInterval } from '@cardwright/fhir';

/** Prefixes and what they ask, with the resource's interval on the left. Source: https://hl7.org/fhir/R4/search.html#prefix. */
const comparisons: Readonly<Record<string, (resource: TimeInterval, asked: TimeInterval) => boolean>> = {
  eq: (resource, asked) => contains(asked, resource),
  ne: (resource, asked) => !contains(asked, resource),
  gt: (resource, asked) => resource.end > asked.end,
  lt: (resource, asked) => resource.start < asked.start,
  ge: (resource, asked) => resource.end > asked.end || contains(asked, resource),
  le: (resource, asked) => resource.start < asked.start || contains(asked, resource),
  sa: (resource, asked) => resource.start >= asked.end,
  eb: (resource, asked) => resource.end <= asked.start,
};

/** The test that one date value of a query (`ge2026-01-01`, `2026`) puts to an interval. Error: 400 with the parameter's name. */
export function dateTest(name: string, value: string): (resource: TimeInterval) => boolean {
  const prefix = /^[a-z]{2}/.exec(value)?.[0];
  const compare = comparisons[prefix ?? 'eq'];
  const asked = parseFhirTime(prefix === undefined ? value : value.slice(2));
  if (!compare || !asked) {
    throw new OperationOutcomeError(
      badRequest(`The value of search parameter "${name}" is not a date with a supported prefix.`),
    );
  }
  return (resource) => compare(resource, asked);
}

const contains = (outer: TimeInterval, inner: TimeInterval): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;
