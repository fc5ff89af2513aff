import type { Finding, GeneState } from './find-findings.ts';

/** What the recommended row comes to, in a few of our own words; the detail has CPIC’s. */
const inShort: Readonly<Record<string, string>> = {
  clopidogrel: 'reduced effect of clopidogrel; CPIC’s advice by indication below',
  simvastatin: 'higher myopathy risk; CPIC advises another statin (strong)',
  abacavir: 'abacavir is not recommended (CPIC, strong)',
};

/** One sentence below 140 characters, whatever the calls are. */
export function summaryOf(finding: Finding): string {
  const { drug, genes, kind } = finding;
  const names = genes.map(({ call }) => (call.gene === 'HLA-B' ? 'HLA-B*57:01' : call.gene)).join(' and ');
  switch (kind) {
    case 'recommended':
      return `${genes.map(stateInWords).join(', ')}: ${inShort[drug.name] ?? fluoropyrimidine(finding)}`;
    case 'no-recommendation':
      return `${genes.map(stateInWords).join(', ')}: CPIC gives no recommendation for ${drug.name}`;
    case 'phenotype-only':
      return `${genes.map(stateInWords).join(', ')}: to be weighed for ${drug.name}`;
    case 'unusable':
      return `${names} result on file cannot be used for ${drug.name}: no recommendation`;
    case 'untested':
      return `No ${names} result on file before ${drug.name}`;
  }
}

function fluoropyrimidine({ drug, genes, rows }: Finding): string {
  const score = genes[0]?.activityScore ?? '';
  const strength = (rows[0]?.classification ?? '').toLowerCase();
  const advice = ['0.0', '0.5'].includes(score) ? `to avoid ${drug.name}` : `half the starting dose of ${drug.name}`;
  return `CPIC advises ${advice} (${strength})`;
}

/** `CYP2C19 poor metabolizer`, `DPYD activity score 0.5`, `NUDT15 not on file`. */
export function stateInWords({ call, phenotype, activityScore }: GeneState): string {
  if (call.gene === 'HLA-B') return `HLA-B*57:01 ${call.state === 'known' ? call.value : 'not usable'}`;
  if (call.gene === 'DPYD' && activityScore !== undefined) return `DPYD activity score ${activityScore}`;
  if (phenotype !== undefined) return `${call.gene} ${phenotype.toLowerCase()}`;
  return `${call.gene} ${call.state === 'absent' ? 'not on file' : 'not usable'}`;
}
