import { summaryLimitCharacters } from '@cardwright/cards';

/** A summary that a long value has made too long, cut before the limit; templates are checked at load, charts cannot be. */
export function shorten(summary: string): string {
  if (summary.length < summaryLimitCharacters) return summary;
  // No half of a surrogate pair may stay behind.
  return `${summary.slice(0, summaryLimitCharacters - 2).replace(/[\ud800-\udbff]$/, '')}…`;
}
