import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphBuilder } from '@cardwright/model-builder';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

// The native runtime reads the real environment and jest's process.env is a copy: everything here runs in a child.
// That these checks can see the defect was tried by hand (an unsilenced session leaves a device id and a queue under
// HOME); it is not a test, because then the suite itself would phone home.
const room = new URL('./index.ts', import.meta.url).href;

const files = () => {
  const g = new GraphBuilder({ name: 'test', columns: ['a'] });
  g.outputs([g.column('a')]);
  g.links([g.column('a')]);
  const { manifest, onnx, golden } = filesOf(g, { inputs: [numberInput('a')], outputs: [scoreOutput('out', ['a'])] }, [
    { inputs: { a: 1 }, expected: { out: 1 } },
  ]);
  return JSON.stringify({ manifest, golden, onnx: [...onnx] });
};

const prelude = `
  const { disableTelemetry, loadModel } = await import(${JSON.stringify(room)});
  const read = ${files()};
  const files = { ...read, onnx: new Uint8Array(read.onnx) };
  const code = (work) => Promise.resolve().then(work).then(() => 'ok', (error) => error.code);
`;

describe('the runtime does not phone home', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'cardwright-telemetry-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  /** Runs a script with CI unset (which would hide the defect) and an empty HOME; gives what it printed. */
  const run = (script: string, more: Record<string, string> = {}): string => {
    const hidden = ['CI', 'ORT_DISABLE_TELEMETRY', 'XDG_CACHE_HOME'];
    const rest = Object.entries(process.env).filter(([name]) => !hidden.includes(name));
    const env = { ...Object.fromEntries(rest), HOME: home, TMPDIR: home, NODE_OPTIONS: '', ...more };
    const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { env, encoding: 'utf8' });
    if (child.status !== 0) throw new Error(child.stderr);
    return child.stdout.trim();
  };
  const leftBehind = (): string[] => (existsSync(home) ? readdirSync(home, { recursive: true }).map(String) : []);

  test('after disableTelemetry a model loads and scores, and no file appears under HOME or TMPDIR', () => {
    const script = `${prelude}
      disableTelemetry();
      const model = await loadModel(files);
      const [prediction] = await model.predict([{ inputs: { a: 0.5 } }]);
      await model.release();
      console.log(process.env.ORT_DISABLE_TELEMETRY, prediction.outputs.out.value);`;
    expect(run(script)).toBe('1 0.5');
    expect(leftBehind()).toEqual([]);
  });

  test('without it loading is refused, before the runtime has left a trace', () => {
    const script = `${prelude}
      console.log(await code(() => loadModel(files)));
      process.env.ORT_DISABLE_TELEMETRY = 'true';
      console.log(await code(() => loadModel(files)));`;
    expect(run(script)).toBe('telemetry-enabled\ntelemetry-enabled');
    expect(leftBehind()).toEqual([]);
  });

  test('an environment that is silent from outside needs no call', () => {
    const script = `${prelude}
      console.log(await code(() => loadModel(files)), await code(() => disableTelemetry()));`;
    expect(run(script, { ORT_DISABLE_TELEMETRY: '1' })).toBe('ok ok');
  });

  test('switching it on again after a session is noticed', () => {
    const script = `${prelude}
      disableTelemetry();
      const model = await loadModel(files);
      delete process.env.ORT_DISABLE_TELEMETRY;
      console.log(await code(() => disableTelemetry()), await code(() => loadModel(files)));`;
    expect(run(script)).toBe('telemetry-enabled telemetry-enabled');
  });

  test('a worker thread is refused, whatever its copy of the environment says', () => {
    const worker = `${prelude}
      const { parentPort } = await import('node:worker_threads');
      process.env.ORT_DISABLE_TELEMETRY = '1';
      parentPort.postMessage([await code(() => disableTelemetry()), await code(() => loadModel(files))].join(' '));`;
    const script = `
      const { Worker } = await import('node:worker_threads');
      const url = new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(worker)}));
      new Worker(url).on('message', (message) => console.log(message));`;
    expect(run(script)).toBe('telemetry-enabled telemetry-enabled');
  });
});
