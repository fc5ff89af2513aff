import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import { disableTelemetry, inspectModel, type InspectedModel } from '@cardwright/scoring';
import { draftModel } from '../add-model/draft-model.ts';
import { skeletonOf, type Skeleton } from '../add-model/skeleton-of.ts';
import { readConfig } from '../config/read-config.ts';
import { registeredServices } from '../load-services.ts';
import { onePositional, parseArguments } from './parse-arguments.ts';
import { readModelFile } from './read-model-file.ts';

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * `cardwright add <model.onnx> [--into <directory>] [--id <id>]`: a service folder with what could be read from the model. The directory is
 * the drop-in directory unless named, else the current one. Nothing is overwritten. Errors: `bad-argument`;
 * `model-invalid` with the codes of a refused model.
 */
export async function addCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { into: { type: 'string' }, id: { type: 'string' } },
  });
  const path = onePositional(positionals, 'model file');
  const id = parseId(values.id ?? idFrom(path));
  const folder = resolve(values.into ?? readConfig(process.env).serviceDirectory ?? '.', id);
  if (existsSync(folder)) throw new CardwrightError('bad-argument', `${folder} is there already; nothing was written.`);
  const onnx = readModelFile(path);
  disableTelemetry();
  const inspected = await inspectModel(onnx);
  refuse(path, inspected);
  const skeleton = skeletonOf(id, folder, onnx, inspected);
  writeWhole(folder, skeleton);
  const shown = relative('', folder);
  process.stdout.write(
    `${Object.keys(skeleton)
      .map((name) => `wrote ${join(shown, name)}\n`)
      .join('')}Next: cardwright check ${shown}\n`,
  );
  return 0;
}

function parseId(id: string): string {
  if (!idPattern.test(id) || id.length > 64)
    throw new CardwrightError(
      'bad-argument',
      `"${id}" is no id: lower-case letters, digits and single hyphens, at most 64.`,
    );
  if (registeredServices.has(id))
    throw new CardwrightError('bad-argument', `A service "${id}" is built in; give this one another --id.`);
  return id;
}

const idFrom = (path: string): string =>
  basename(path)
    .replace(/\.onnx$/i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

function refuse(path: string, inspected: InspectedModel): void {
  const { problems, verdict } = inspected.report;
  if (verdict === 'refused') {
    const said = problems.map(({ code, message }) => `${code}: ${message}`);
    throw new CardwrightError('model-invalid', `${basename(path)} is refused. ${said.join(' ')}`, { problems });
  }
  const unbound = draftModel(inspected).problems;
  if (unbound.length > 0)
    throw new CardwrightError('model-invalid', `${basename(path)} cannot be bound: ${unbound.join('; ')}.`, {
      problems: unbound,
    });
}

/** Beside, then renamed: a host that watches the directory never sees half of it. */
function writeWhole(folder: string, skeleton: Skeleton): void {
  const beside = join(dirname(folder), `.${basename(folder)}.${process.pid}`);
  try {
    for (const [name, content] of Object.entries(skeleton)) {
      mkdirSync(dirname(join(beside, name)), { recursive: true });
      writeFileSync(join(beside, name), content, { flag: 'wx' });
    }
    renameSync(beside, folder);
  } catch {
    rmSync(beside, { recursive: true, force: true });
    throw new CardwrightError('bad-argument', `${folder} cannot be written.`);
  }
}
