import type { Logger } from 'pino';
import { errorKind } from '../error-kind.ts';

/**
 * From now on what nobody caught ends the process with code 70, after one line that says its kind and where it was, and never its
 * message, which may hold a value from the chart: Node would print it. Supervisors start the process again; what was in hand comes
 * back when its lease ends.
 */
export function logCrash(log: Logger, end: (code: number) => void = process.exit): void {
  const crash = (error: unknown): void => {
    log.fatal({ kind: errorKind(error), frames: framesOf(error) }, 'crashed');
    end(70);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}

const maxFrames = 12;

/** Lines of the stack that are places in code. A message may have lines too, so only what looks like a place with a position is one. */
function framesOf(error: unknown): readonly string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const places = stack
    .split('\n')
    .flatMap((line) => /^ {4}at .*?([\w.-]+\.(?:ts|js|mjs|cjs):\d+:\d+)\)?$/.exec(line)?.[1] ?? []);
  return places.slice(0, maxFrames);
}
