/** Whether a text names the gene as a word of its own: `CYP2C9*1/*2` names CYP2C9 and not CYP2C19. */
export function namesGene(text: string, gene: string): boolean {
  return genePattern(gene).test(text);
}

/**
 * One spelling for the many of one call: without the gene's symbol, spaces, case and separators, and with the two
 * alleles in order, so that `CYP2C9 *3 / *1` and `*1/*3` are equal. A phased `*1|*3` is the same pair of alleles. An rs number in front stays in front. Strands are
 * not touched: `C/T` and `G/A` are different calls unless a declaration lists both.
 */
export function canonicalCall(text: string, gene: string): string {
  const bare = text
    .replace(genePattern(gene), '')
    .toUpperCase()
    .replace(/[\s:;,_]+/g, '')
    .replaceAll('|', '/');
  const [, rsId = '', alleles = ''] = /^(RS\d+)?(.*)$/.exec(bare) ?? [];
  return rsId + alleles.split('/').sort().join('/');
}

function genePattern(gene: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])${gene.replace(/[^A-Za-z0-9]/g, '\\$&')}(?![A-Za-z0-9])`, 'gi');
}
