import type { Card, EvaluationInput, Indicator } from '@cardwright/cds-service';
import {
  aboutOrders,
  bullets,
  card,
  escapeMarkdown,
  inputsTable,
  markdown,
  paragraphs,
  raw,
  table,
  type Raw,
} from '@cardwright/cards';
import { limits } from './caveats.ts';
import type { Finding, GivenRow } from './find-findings.ts';
import { conceptsOf } from './find-listed-drafts.ts';
import { overrideReasons, source } from './source.ts';
import { suggestionsOf } from './suggestions.ts';
import { stateInWords, summaryOf } from './summary.ts';
import { phenotypeTable, recommendationTable } from './tables.ts';
import { callInWords, contraindications, inputRows, populationNames } from './wording.ts';

/** What a card says besides its findings. */
export interface Rendering {
  readonly input: EvaluationInput;
  /** Of the service; absent where no table answered. */
  readonly version?: string;
}

/** At most two cards: the most urgent drug has one of its own, the others share the second when they are several. */
export function renderFindings(findings: readonly Finding[], rendering: Rendering): readonly Card[] {
  const [first, ...others] = findings;
  if (first === undefined) return [];
  return [[first], others].filter((group) => group.length > 0).map((group) => renderCard(group, rendering));
}

function renderCard(findings: readonly Finding[], { input, version }: Rendering): Card {
  const named = findings.flatMap(({ orders, drug }) =>
    orders.map((order) => ({ order, name: nameOf(order, input) ?? drug.name })),
  );
  const about = aboutOrders(named);
  return card({
    summary: groupSummary(findings),
    indicator: findings[0]?.indicator ?? ('info' satisfies Indicator),
    source,
    detail: paragraphs(
      about.line,
      ...findings.map((finding) => section(finding, findings.length > 1)),
      '**Inputs**',
      inputsTable(input.vector, rowsFor(findings, input), input.site),
      paragraphs('**Limits**', bullets(limits)),
      version === undefined ? '' : footerOf(findings, version),
    ),
    suggestions: findings.flatMap((finding) => suggestionsOf(finding, input)),
    // Of two alternatives to clopidogrel one is taken, whatever else the card holds; removals and tests stand beside each other.
    selectionBehavior: findings.some(hasTwoAlternatives) ? 'at-most-one' : 'any',
    overrideReasons,
    links: linksOf(findings),
    extension: about.extension,
  });
}

const moreDrugs = (count: number): string => `${count} more ${count === 1 ? 'drug' : 'drugs'}`;

const hasTwoAlternatives = ({ drug, kind }: Finding): boolean => drug.name === 'clopidogrel' && kind === 'recommended';

/** Each guideline once. */
function linksOf(findings: readonly Finding[]) {
  const guidelines = findings.flatMap(({ drug }) => recommendationTable.drugs[drug.name] ?? []);
  return [...new Map(guidelines.map(({ guideline, url }) => [url, guideline]))].map(([url, guideline]) => ({
    label: `CPIC guideline: ${guideline}`,
    url,
    type: 'absolute' as const,
  }));
}

const groupSummary = (findings: readonly Finding[]): string => {
  const [first] = findings;
  if (first !== undefined && findings.length === 1) return summaryOf(first);
  return first === undefined ? '' : `${summaryOf(first)}; ${moreDrugs(findings.length - 1)} below`;
};

/** What is said of one drug: the result, CPIC’s row in its own words, what it rests on. */
function section(finding: Finding, isOneOfSeveral: boolean): string {
  const { drug, genes, kind, rows } = finding;
  const heading = isOneOfSeveral ? markdown`**${drug.name}**` : '';
  const unusable = genes.filter(({ call }) => call.state === 'unusable').map(({ call }) => callInWords(call));
  switch (kind) {
    case 'recommended':
    case 'no-recommendation':
      return paragraphs(
        heading,
        genes.map(resultLine).join('\n\n'),
        implications(rows),
        rowsTable(rows),
        comments(finding),
      );
    case 'phenotype-only':
      return paragraphs(heading, genes.map(resultLine).join('\n\n'), bullets(unusable), replaced(finding));
    case 'unusable':
      return paragraphs(
        heading,
        bullets(unusable),
        'No phenotype is told from it. It does not count as normal: read the report itself.',
      );
    case 'untested':
      return paragraphs(heading, 'Nothing is assumed in its place. This site has chosen to be offered the test.');
  }
}

function resultLine(state: Finding['genes'][number]): string {
  const { call, phenotype } = state;
  const of = call.state === 'known' && call.gene !== 'HLA-B' ? markdown` from ${call.value}` : '';
  const more = call.gene === 'DPYD' && phenotype !== undefined ? markdown`, ${phenotype.toLowerCase()}` : '';
  return markdown`**${stateInWords(state)}**${raw(more)}${raw(of)}`;
}

const implications = (rows: readonly GivenRow[]): string =>
  [...new Set(rows.map(({ implication }) => implication).filter((one) => one !== ''))]
    .map((one) => whole(one).markdown)
    .join('\n\n');

/** CPIC’s words, its strength, and for clopidogrel the indication. */
function rowsTable(rows: readonly GivenRow[]): string {
  const cells = rows.map(({ recommendation, classification }) => [whole(recommendation), classification]);
  return rows.length === 1
    ? table(['CPIC recommendation', 'Strength'], cells)
    : table(
        ['Indication', 'CPIC recommendation', 'Strength'],
        rows.map(({ population }, index) => [raw(populationNames[population] ?? population), ...(cells[index] ?? [])]),
      );
}

/** The comments on clopidogrel define its populations, which the table names; what they say besides is one sentence. */
function comments({ drug, rows }: Finding): string {
  if (drug.name === 'clopidogrel')
    return 'The indication is not read from the chart. Prasugrel is contraindicated after a stroke or TIA (CPIC), ticagrelor after an intracranial hemorrhage (US label); other contraindications of either, such as bleeding, are not read.';
  const said = rows[0]?.comments ?? '';
  return said === '' ? '' : markdown`CPIC adds: ${whole(said)}`;
}

function replaced({ drug }: Finding): string {
  const dates = recommendationTable.drugs[drug.name]?.superseded ?? '';
  return `No recommendation is shown: CPIC replaced its thiopurine recommendations on ${dates}, and this table is older. The guideline has the current ones.`;
}

function rowsFor(findings: readonly Finding[], { vector }: EvaluationInput) {
  const genes = [...new Set(findings.flatMap(({ drug }) => drug.genes))];
  const hasAlternatives = findings.some(({ drug, kind }) => drug.name === 'clopidogrel' && kind === 'recommended');
  const rows = [...genes.flatMap((gene) => inputRows[gene] ?? []), ...(hasAlternatives ? contraindications : [])];
  // HLA-B has two tests: one that was not done is not worth a line.
  return rows.filter(({ feature }) => feature !== 'hla_b' || vector.features[feature]?.status === 'present');
}

/** What the order calls its medication. */
function nameOf(order: Finding['orders'][number], { context }: EvaluationInput): string | undefined {
  return conceptsOf(order, context)
    .flatMap(({ text, coding = [] }) => [text, ...coding.map(({ display }) => display)])
    .find((name) => name !== undefined && name.trim() !== '');
}

/** Dates of the tables that answered, and the version. */
function footerOf(findings: readonly Finding[], version: string): string {
  const dates = new Set(findings.map(({ drug }) => recommendationTable.drugs[drug.name]?.asOf ?? ''));
  return markdown`CPIC tables (CC0 1.0): phenotypes of ${phenotypeTable.asOf}, recommendations of ${[...dates].join(' and ')}; service version ${version}.`;
}

/** A sentence of the table in full: it holds no text from the chart, so the limit on such text does not apply. */
const whole = (sentence: string): Raw => raw(escapeMarkdown(sentence, sentence.length));
