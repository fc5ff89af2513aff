import { CardwrightError } from '@cardwright/cds-service';
import type { Problem } from '@cardwright/declared-service';

/** Problems that are told in one message; all of them are in `details.problems`. */
const maxTold = 5;

/** The problems of a folder as one error: the code of the first, in words file by file. */
export function folderError(problems: readonly Problem[]): CardwrightError {
  const lines = problems.map(({ file, message }) => (file === '' ? message : `${file}: ${message}`));
  const rest = lines.length > maxTold ? ` And ${lines.length - maxTold} more; cardwright check tells them all.` : '';
  return new CardwrightError(problems[0]?.code ?? 'bad-service', `${lines.slice(0, maxTold).join(' ')}${rest}`, {
    problems: lines,
  });
}
