import type { AbsenceReason, Outcome, ServiceManifest } from '@cardwright/cds-service';

/** One evaluation of the trial, without anything of the patient. */
export interface TrialRow {
  readonly set: string;
  readonly service: string;
  readonly outcome: Outcome;
  readonly reasons: readonly string[];
  readonly absences: readonly { readonly feature: string; readonly reason: AbsenceReason }[];
}

const outcomes = ['assessed', 'insufficient-data', 'not-applicable', 'failed'] as const satisfies readonly Outcome[];

/** The page of the trial: outcomes by service and set, why a service did not answer, why features had no value. Counts only. */
export function trialPage(rows: readonly TrialRow[], services: readonly ServiceManifest[]): string {
  const sets = [...new Set(rows.map(({ set }) => set))].sort();
  return [
    '# Sample trial',
    '',
    'Written by `npx node scripts/sample-trial.ts`: every patient of the sample Bundles through every service, at the latest time of',
    'the record in life, at the first hook of the service without drafts (services about orders then have nothing to speak of).',
    'Counts only. The samples are not part of the product; without them the script says that it skipped.',
    '',
    `${new Set(rows.map(({ set }) => set)).size} sets, ${rows.length / Math.max(1, services.length)} patients, ${services.length} services.`,
    'Synthea (Apache-2.0) is synthetic. The counts of `mimic-iv-demo-ed` contain information from the MIMIC-IV Clinical Database Demo on',
    'FHIR 2.1.0 (Bennett A, Ulrich H, Wiedekopf J, Szul P, Grimes J, Johnson A. PhysioNet 2025, doi:10.13026/c2f9-3y63), which is made',
    'available under the Open Database License; its dates are shifted by a century, and codes stand under local systems.',
    '',
    '## Outcomes',
    '',
    `| service | set | ${outcomes.join(' | ')} |`,
    `| --- | --- |${outcomes.map(() => ' ---: |').join('')}`,
    ...services.flatMap(({ id }) => sets.map((set) => outcomeRow(id, set, of(rows, id, set)))),
    '',
    ...services.flatMap(({ id, title }) => serviceSection(id, title, of(rows, id))),
  ].join('\n');
}

const of = (rows: readonly TrialRow[], service: string, set?: string): readonly TrialRow[] =>
  rows.filter((row) => row.service === service && (set === undefined || row.set === set));

const outcomeRow = (service: string, set: string, rows: readonly TrialRow[]): string =>
  `| ${service} | ${set} | ${outcomes.map((outcome) => rows.filter((row) => row.outcome === outcome).length).join(' | ')} |`;

function serviceSection(id: string, title: string, rows: readonly TrialRow[]): readonly string[] {
  const asked = rows.filter(({ absences, outcome }) => outcome === 'assessed' || absences.length > 0);
  return [
    `## ${title}`,
    '',
    ...counted(
      'why there was no answer',
      rows.filter(({ outcome }) => outcome !== 'assessed').flatMap(({ reasons }) => reasons.map(withoutNumbers)),
    ),
    ...counted(
      `why a feature of \`${id}\` had no value (${asked.length} patients whose chart was read)`,
      asked.flatMap(({ absences }) => absences.map(({ feature, reason }) => `\`${feature}\`: ${reason}`)),
    ),
  ];
}

/** What is said of one patient is no name of a group: ages and values are left out. */
const withoutNumbers = (reason: string): string =>
  reason
    .replace(/\b(Age|eGFR) [\d.]+( mL\/min\/1\.73 m²)?/g, '$1 …')
    .replace(/ [\d.]+( \S+)? is (above|below)/g, ' … is $2')
    .replaceAll('|', '\\|');

function counted(what: string, texts: readonly string[]): readonly string[] {
  const groups = [...Map.groupBy(texts, (text) => text)].map(([text, group]) => [text, group.length] as const);
  if (groups.length === 0) return [];
  const sorted = groups.toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return [`| ${what} | patients |`, '| --- | ---: |', ...sorted.map(([text, count]) => `| ${text} | ${count} |`), ''];
}
