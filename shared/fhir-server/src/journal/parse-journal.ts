import { CardwrightError } from '@cardwright/cds-service';

/**
 * Reads a journal. What follows the last line feed was cut off by a crash and is dropped; any other line that cannot
 * be read is damage. Error: `store-failed` with the line number.
 */
export function parseJournal<T>(text: string, readLine: (value: unknown) => T | undefined): readonly T[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => {
      const record = readLine(parseJson(line));
      if (!record)
        throw new CardwrightError('store-failed', 'The journal of the FHIR server is damaged.', { line: index + 1 });
      return record;
    });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
