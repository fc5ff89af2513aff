import { createInterface } from 'node:readline';
import { CardwrightError } from '@cardwright/cds-service';
import { inspectModel, openRunner, type ModelRunner, type RunAnswer } from '@cardwright/scoring';
import { onePositional, parseArguments } from './parse-arguments.ts';
import { readModelFile } from './read-model-file.ts';

/**
 * `cardwright model inspect <model.onnx>`: one report as JSON, exit code 0 also when the model is refused.
 * `cardwright model run <model.onnx>`: NDJSON of the graph's own inputs in, one answer a line out, in order.
 */
export async function modelCommand(args: readonly string[]): Promise<number> {
  const { positionals } = parseArguments({ args: [...args], allowPositionals: true, options: {} });
  const [verb, ...rest] = positionals;
  if (verb !== 'inspect' && verb !== 'run')
    throw new CardwrightError('bad-argument', 'Say cardwright model inspect <model.onnx> or model run <model.onnx>.');
  const bytes = readModelFile(onePositional(rest, 'model file'));
  if (verb === 'run') return runLines(await openRunner(bytes));
  const { report } = await inspectModel(bytes);
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  return 0;
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
