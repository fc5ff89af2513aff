#!/usr/bin/env node
import { inspect } from 'node:util';
import { CardwrightError } from '@cardwright/cds-service';
import { runCommand } from './cli/run-command.ts';
import { codedError } from './wire/operation-outcome.ts';

try {
  process.exitCode = await runCommand(process.argv.slice(2));
} catch (error) {
  const { code, message, details } = error instanceof CardwrightError ? error : codedError(error);
  // The cause of an unexpected failure may hold data: it is shown only to whoever asks for it.
  if (code === 'internal' && process.env['CARDWRIGHT_DEBUG'] === '1') process.stderr.write(`${inspect(error)}\n`);
  process.stderr.write(`${JSON.stringify({ error: { code, message, ...details } })}\n`);
  process.exitCode = 2;
}
