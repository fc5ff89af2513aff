/**
 * `npm test`: the suites in the order of the design (unit, cases, golden, property, fuzz, house, conformance, e2e).
 * Unit and case suites run under three time zones. Ends with one plain line `N passed, N failed[, N skipped]`.
 * `npm test -- unit e2e` runs the named suites only.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Suite {
  readonly name: string;
  /** Regular expression over test file paths. */
  readonly pattern: string;
  /** What holds no date of a chart: regular expression over test file paths, left out after the first zone. */
  readonly once?: string;
  /** Files that may run beside each other; the others each have the machine to themselves. */
  readonly workers?: string;
  readonly zones: readonly string[];
}

const threeZones = ['UTC', 'America/St_Johns', 'Pacific/Auckland'];
const suites: readonly Suite[] = [
  {
    name: 'unit',
    pattern: '(shared|services/[^/]+|cds-hooks)/(?!.*(property|e2e)\\.test).*\\.test\\.ts$',
    once: '/shared/(store|scoring|model-builder|fhir-server)/|/cds-hooks/src/(subscriptions|outbound|authentication|limits|tracing|versions|terminology-server)/',
    workers: '100%',
    zones: threeZones,
  },
  { name: 'cases', pattern: 'test/cases/', zones: threeZones, workers: '100%' },
  { name: 'golden', pattern: 'test/golden/', zones: ['UTC'] },
  { name: 'property', pattern: 'property\\.test\\.ts$', zones: ['UTC'] },
  { name: 'fuzz', pattern: 'test/fuzz/', zones: ['UTC'] },
  { name: 'house', pattern: 'test/house/', zones: ['UTC'] },
  { name: 'conformance', pattern: 'test/conformance/', zones: ['UTC'] },
  { name: 'e2e', pattern: 'test/e2e/', zones: ['UTC'] },
];

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs one suite in one zone; a crash of the runner itself counts as one failure. */
function run(suite: Suite, zone: string, directory: string): Tally {
  process.stdout.write(`\n== ${suite.name} (${zone})\n`);
  const outputFile = join(directory, `${suite.name}-${zone.replace('/', '-')}.json`);
  const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const isAgain = suite.once !== undefined && zone !== suite.zones[0];
  const without = isAgain ? ['--testPathIgnorePatterns', suite.once ?? '', '/node_modules/'] : [];
  const workers = suite.workers === undefined ? [] : [`--maxWorkers=${suite.workers}`];
  const { status } = spawnSync(
    process.execPath,
    [
      ...args,
      '--json',
      `--outputFile=${outputFile}`,
      '--passWithNoTests',
      '--testPathPatterns',
      suite.pattern,
      ...without,
      ...workers,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, TZ: zone, ORT_DISABLE_TELEMETRY: '1' } },
  );
  try {
    const report: unknown = JSON.parse(readFileSync(outputFile, 'utf8'));
    const tally = {
      passed: count(report, 'numPassedTests'),
      failed: count(report, 'numFailedTests') + count(report, 'numRuntimeErrorTestSuites'),
      skipped: count(report, 'numPendingTests'),
    };
    return status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function count(report: unknown, key: string): number {
  const value: unknown = typeof report === 'object' && report !== null ? Reflect.get(report, key) : undefined;
  return typeof value === 'number' ? value : 0;
}

const named = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'cardwright-tests-'));
const tallies = suites
  .filter((suite) => named.length === 0 || named.includes(suite.name))
  .flatMap((suite) => suite.zones.map((zone) => run(suite, zone, directory)));
rmSync(directory, { recursive: true });
const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
const skipped = sum('skipped');
process.stdout.write(
  `\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
