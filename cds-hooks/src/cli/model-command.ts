import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { CardwrightError } from '@cardwright/cds-service';
import { inspectModel, maxModelBytes, openRunner, type ModelRunner, type RunAnswer } from '@cardwright/scoring';
import { onePositional, parseArguments } from './parse-arguments.ts';

/**
 * `cardwright model inspect <model.onnx>`: one report as JSON, exit code 0 also when the model is refused.
 * `cardwright model run <model.onnx>`: NDJSON of the graph's own inputs in, one answer a line out, in order.
 */
export async function modelCommand(args: readonly string[]): Promise<number> {
  const { positionals } = parseArguments({ args: [...args], allowPositionals: true, options: {} });
  const [verb, ...rest] = positionals;
  if (verb !== 'inspect' && verb !== 'run')
    throw new CardwrightError('bad-argument', 'Say cardwright model inspect <model.onnx> or model run <model.onnx>.');
  const bytes = readModel(onePositional(rest, 'model file'));
  if (verb === 'run') return runLines(await openRunner(bytes));
  const { report } = await inspectModel(bytes);
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  return 0;
}

/** The file, but no more of it than shows that it is too large. Error: `bad-argument` when it cannot be read. */
function readModel(path: string): Uint8Array {
  try {
    const file = openSync(path, 'r');
    const bytes = new Uint8Array(Math.min(fstatSync(file).size, maxModelBytes + 1));
    for (let at = 0; at < bytes.length;) at += readSync(file, bytes, at, bytes.length - at, null) || bytes.length;
    closeSync(file);
    return bytes;
  } catch {
    throw new CardwrightError('bad-argument', `The file ${path} cannot be read.`);
  }
}

async function runLines(runner: ModelRunner): Promise<number> {
  try {
    for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
      if (text.trim() === '') continue;
      process.stdout.write(`${JSON.stringify(await answer(runner, text))}\n`);
    }
    return 0;
  } finally {
    await runner.release();
  }
}

async function answer(runner: ModelRunner, text: string): Promise<RunAnswer> {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return { error: { code: 'bad-json', message: 'The line is not JSON.' } };
  }
  return runner.answer(line);
}
