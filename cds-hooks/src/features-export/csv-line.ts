/** One line of CSV (RFC 4180, `\n`). Cells with a comma, a quote or a line break are quoted. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\n`;

const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
