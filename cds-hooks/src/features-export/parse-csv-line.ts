/** The cells of one line of CSV; `undefined` when it is none. A line break inside quotes is not supported. */
export function parseCsvLine(line: string): readonly string[] | undefined {
  const cells: string[] = [];
  for (let start = 0; start <= line.length;) {
    const found = line[start] === '"' ? quotedCell(line, start) : bareCell(line, start);
    if (!found) return undefined;
    cells.push(found.cell);
    start = found.end + 1;
  }
  return cells;
}

interface Cell {
  readonly cell: string;
  /** Where its comma is, or the end of the line. */
  readonly end: number;
}

function bareCell(line: string, start: number): Cell | undefined {
  const comma = line.indexOf(',', start);
  const end = comma === -1 ? line.length : comma;
  const cell = line.slice(start, end);
  return cell.includes('"') ? undefined : { cell, end };
}

function quotedCell(line: string, start: number): Cell | undefined {
  let close = line.indexOf('"', start + 1);
  while (close !== -1 && line[close + 1] === '"') close = line.indexOf('"', close + 2);
  const end = close + 1;
  if (close === -1 || (end < line.length && line[end] !== ',')) return undefined;
  return { cell: line.slice(start + 1, close).replaceAll('""', '"'), end };
}
