import type { DoctorReport } from './doctor-report.ts';

/**
 * True when somebody should look before going live: a query failed or was cut off, a unit was refused, a value was implausible or
 * too old, or an overlay would mend something. What is just not recorded is no finding: patients differ.
 */
export function hasFindings({ services, proposals }: DoctorReport): boolean {
  const reasons = ['unit-refused', 'implausible', 'stale', 'query-failed'];
  return (
    Object.keys(proposals.services).length > 0 ||
    services.some(
      ({ queries, features }) =>
        queries.some(({ truncated, failed }) => truncated > 0 || Object.keys(failed).length > 0) ||
        features.some(({ absent }) => reasons.some((reason) => (absent[reason] ?? 0) > 0)),
    )
  );
}
