import { decidePhenotype } from './decide-phenotype.ts';
import type { GeneCall } from './gene-call.ts';

/** What CPIC's rows of this gene are looked up by: the activity score of DPYD, carriage of HLA-B*57:01, else the phenotype. */
export function lookupKey({ gene, value }: Extract<GeneCall, { state: 'known' }>): string {
  if (gene === 'HLA-B') return `*57:01 ${value}`;
  const { phenotype, activity_score: score } = decidePhenotype({ gene, diplotype: value }, {});
  return String(gene === 'DPYD' ? score : phenotype);
}
