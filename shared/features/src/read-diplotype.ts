import { canonicalCall } from './genotype-call.ts';

/** Alleles by their canonical name, each with the spellings that mean it besides the name itself. */
export type Alleles = Readonly<Record<string, readonly string[]>>;

/**
 * The two alleles that a call names, `A/B` in the order in which they are declared; undefined when there are not two or one of
 * them is not declared. With n alleles this stands for the n(n+1)/2 values that would have to be listed.
 */
export function readDiplotype(text: string, gene: string, alleles: Alleles): string | undefined {
  const parts = canonicalCall(text, gene).split('/');
  if (parts.length !== 2) return undefined;
  const names = Object.keys(alleles);
  const indexes = parts.map((part) =>
    names.findIndex((name) => [name, ...(alleles[name] ?? [])].some((one) => canonicalCall(one, gene) === part)),
  );
  if (indexes.includes(-1)) return undefined;
  return indexes
    .toSorted((a, b) => a - b)
    .map((index) => names[index])
    .join('/');
}
