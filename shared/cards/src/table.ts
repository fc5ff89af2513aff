import { inline } from './markdown.ts';
import type { Inline } from './markdown.ts';

/**
 * A GFM table; cells are escaped unless `raw`. Without rows it is the empty string.
 * Short rows are filled with empty cells, so that columns never shift.
 */
export function table(headers: readonly Inline[], rows: readonly (readonly Inline[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly Inline[]) => `| ${headers.map((_, index) => inline(cells[index] ?? '')).join(' | ')} |`;
  return [line(headers), `|${' --- |'.repeat(headers.length)}`, ...rows.map(line)].join('\n');
}
