import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { CardwrightError } from '@cardwright/cds-service';

/** One line that is not empty, with its number from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** The lines of a text file, plain or `.gz`, one at a time. Error: `bad-argument` when it cannot be read. */
export async function* readLines(path: string): AsyncGenerator<Line> {
  const file = createReadStream(path);
  const source = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  // A pipe does not hand an error on.
  file.on('error', (error) => source.destroy(error));
  let number = 0;
  try {
    for await (const text of createInterface({ input: source, crlfDelay: Infinity })) {
      number += 1;
      if (text.trim() !== '') yield { number, text };
    }
  } catch (error) {
    if (error instanceof CardwrightError) throw error;
    throw new CardwrightError('bad-argument', `${path} cannot be read.`);
  } finally {
    file.destroy();
  }
}
