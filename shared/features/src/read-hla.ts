import { canonicalCall } from './genotype-call.ts';

/** `other-allele`: the status of another allele, which says nothing of this one. */
export type HlaReading = 'carrier' | 'not-carrier' | 'other-allele';

/** Two fields of digits or more (WHO nomenclature), with the letter of a group; colons are gone. No expression suffix. */
const typed = /^\*?\d{4,12}[GP]?$/;
const stated = /^(\*?\d{4,12})(POSITIVE|PRESENT|DETECTED|NEGATIVE|ABSENT|NOTDETECTED)$/;
const negatives: ReadonlySet<string> = new Set(['NEGATIVE', 'ABSENT', 'NOTDETECTED']);

/**
 * Whether a call says that the patient carries an HLA allele of two fields (`*57:01`): a status (`HLA-B*57:01 negative`), or two
 * typed alleles, as `*57:01/*08:01` or as a GL string (`HLA-B*15:01:01G+HLA-B*57:01:01G`). Undefined for what cannot be
 * told: one field only (`*57`), one allele, a list of possible alleles, an allele with an expression suffix.
 */
export function readHla(text: string, gene: string, allele: string): HlaReading | undefined {
  const wanted = digits(canonicalCall(allele, gene));
  const call = canonicalCall(text.split('#').at(-1) ?? text, gene);
  const [, named, status = ''] = stated.exec(call) ?? [];
  if (named !== undefined) {
    if (!isOf(named, wanted)) return 'other-allele';
    return negatives.has(status) ? 'not-carrier' : 'carrier';
  }
  const alleles = call.includes('+') ? call.split('+') : call.split('/');
  if (alleles.length !== 2 || !alleles.every((one) => typed.test(one))) return undefined;
  return alleles.some((one) => isOf(one, wanted)) ? 'carrier' : 'not-carrier';
}

/** Further fields and the letter of a group are still the same protein. */
const isOf = (one: string, wanted: string): boolean =>
  digits(one) === wanted || (digits(one).startsWith(wanted) && (digits(one).length - wanted.length) % 2 === 0);
const digits = (one: string): string => one.replace(/\D/g, '');
