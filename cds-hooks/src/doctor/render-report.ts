import type { DoctorReport, FeatureReport, QueryReport } from './doctor-report.ts';

/** The report for people. */
export function renderReport({ patients, services, unknownCodes, unknownCodesInAll, proposals }: DoctorReport): string {
  const lines = [
    `${patients} patients. Numbers are patients, unless they are said to be something else.`,
    ...services.flatMap(({ id, queries, features }) => [
      '',
      id,
      ...queries
        .filter(isWorthSaying)
        .map((query) => `  query ${query.key} (${query.resourceType}): ${queryInWords(query)}`),
      ...features.map((feature) => `  ${feature.name}: ${featureInWords(feature)}`),
    ]),
    '',
    `Codes in no value set: ${counted(unknownCodesInAll) || 'none'}`,
    ...unknownCodes.map(
      ({ resourceType, system, code, display, resources, patients: of }) =>
        `  ${resourceType} ${system}|${code}${display === undefined ? '' : ` "${display}"`}: ${resources} resources of ${of} patients`,
    ),
  ];
  if (Object.keys(proposals.services).length > 0)
    lines.push('', proposals.note, JSON.stringify({ services: proposals.services }, null, 2));
  return `${lines.join('\n')}\n`;
}

const isWorthSaying = ({ truncated, failed }: QueryReport): boolean => truncated > 0 || Object.keys(failed).length > 0;

function queryInWords({ answered, truncated, failed }: QueryReport): string {
  return [
    `answered ${answered}`,
    ...(truncated > 0 ? [`cut off ${truncated}`] : []),
    ...Object.entries(failed).map(([code, count]) => `failed ${count} (${code})`),
  ].join(', ');
}

function featureInWords({ found, assumed, absent, refusedUnits }: FeatureReport): string {
  const units = counted(refusedUnits);
  return [
    `found ${found}${assumed > 0 ? ` (of these ${assumed} not recorded, counted as no)` : ''}`,
    ...Object.entries(absent).map(([reason, count]) => `${reason} ${count}`),
    ...(units === '' ? [] : [`refused: ${units}`]),
  ].join(', ');
}

const counted = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
