import { inline } from './markdown.ts';
import type { Inline } from './markdown.ts';

/**
 * A GFM table; cells are escaped unless `raw`. Without rows it is the empty string.
 * Short rows are filled with empty cells, so that columns never shift.
 */
export function table(headers: readonly Inline[], rows: readonly (readonly Inline[])[]): string {
  if (rows.length === 0) return '';
  let text = `${line(headers, headers.length)}\n|${' --- |'.repeat(headers.length)}`;
  for (const row of rows) text += `\n${line(row, headers.length)}`;
  return text;
}

function line(cells: readonly Inline[], count: number): string {
  let text = '|';
  for (let index = 0; index < count; index += 1) text += ` ${inline(cells[index] ?? '')} |`;
  return text;
}
