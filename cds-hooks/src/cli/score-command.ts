import { createInterface } from 'node:readline';
import { disableTelemetry } from '@cardwright/scoring';
import { scoreLine, type RunnableService, type ScoreAnswer } from '@cardwright/evaluation';
import { loadNamed } from '../load-named.ts';
import { onePositional, parseArguments } from './parse-arguments.ts';

/** `cardwright score <id>`: one answer a line, in the order of the lines; an unreadable line gives an error in its place. */
export async function scoreCommand(args: readonly string[]): Promise<number> {
  const { positionals } = parseArguments({ args: [...args], allowPositionals: true, options: {} });
  const id = onePositional(positionals, 'service id');
  disableTelemetry();
  const runnable = await loadNamed(id, process.env);
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (text.trim() === '') continue;
    process.stdout.write(`${JSON.stringify(await answer(runnable, text))}\n`);
  }
  return 0;
}

async function answer(runnable: RunnableService, text: string): Promise<ScoreAnswer> {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return { error: { code: 'bad-json', message: 'The line is not JSON.' } };
  }
  return scoreLine(runnable, line);
}
