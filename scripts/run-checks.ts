/** `npm run check`: types, lint, format, boundaries, generated files, house rules. Stops at nothing, reports all, exits 1 on any. */
import { spawnSync } from 'node:child_process';

const checks: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'types', command: ['tsc', '--noEmit', '-p', '.'] },
  { name: 'lint', command: ['eslint', '.'] },
  { name: 'format', command: ['prettier', '--check', '.'] },
  { name: 'boundaries', command: ['turbo', 'boundaries'] },
  { name: 'generated', command: ['node', 'scripts/generate.ts', '--check'] },
  { name: 'house', command: ['node', 'scripts/run-tests.ts', 'house'] },
];

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' };
const failed = checks.filter(({ name, command: [program = '', ...args] }) => {
  process.stdout.write(`\n== ${name}\n`);
  return spawnSync(program, args, { stdio: 'inherit', env }).status !== 0;
});
process.stdout.write(
  `\nchecks: ${failed.length === 0 ? 'all hold' : `failing: ${failed.map(({ name }) => name).join(', ')}`}\n`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
