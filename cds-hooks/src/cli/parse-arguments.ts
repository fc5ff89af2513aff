import { CardwrightError } from '@cardwright/cds-service';
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** `parseArgs` of Node, with its complaint as a coded error (`bad-argument`). */
export function parseArguments<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new CardwrightError('bad-argument', error instanceof Error ? error.message : 'The arguments cannot be read.');
  }
}

/** The one positional argument of a command. */
export function onePositional(positionals: readonly string[], what: string): string {
  const [value, ...rest] = positionals;
  if (value === undefined || rest.length > 0) throw new CardwrightError('bad-argument', `Give one ${what}.`);
  return value;
}
