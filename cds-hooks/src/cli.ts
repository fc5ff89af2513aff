#!/usr/bin/env node
import { CardwrightError } from '@cardwright/cds-service';
import { runCommand } from './cli/run-command.ts';
import { codedError } from './wire/operation-outcome.ts';

try {
  process.exitCode = await runCommand(process.argv.slice(2));
} catch (error) {
  const { code, message, details } = error instanceof CardwrightError ? error : codedError(error);
  process.stderr.write(`${JSON.stringify({ error: { code, message, ...details } })}\n`);
  process.exitCode = 2;
}
