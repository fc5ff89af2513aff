import { readFileSync } from 'node:fs';
import { CardwrightError, type GoldenVector } from '@cardwright/cds-service';
import {
  findTodos,
  parseGolden,
  readDeclaredService,
  type DeclaredFiles,
  type Problem,
  type ReadService,
} from '@cardwright/declared-service';
import { checkValueSetFile } from '../terminology/check-value-set-file.ts';
import { listFolder, type FolderFile } from './list-folder.ts';

/** A folder without code, read and found right; its models are not open yet. */
export interface ServiceFolder extends ReadService {
  readonly folder: string;
  /** By variant. */
  readonly golden: Readonly<Record<string, readonly GoldenVector[]>>;
}

export type FolderReading =
  { readonly ok: true; readonly value: ServiceFolder } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a service folder that holds no code: only files that belong there, none a link, none too large, all of them in
 * agreement. Never throws for the folder's sake: what is wrong with it is said in words, file by file.
 */
export function readServiceFolder(folder: string): FolderReading {
  try {
    return readListed(folder);
  } catch (error) {
    if (error instanceof CardwrightError) throw error;
    return refused([{ file: '', code: 'bad-service', message: 'The folder cannot be read.' }]);
  }
}

const refused = (problems: readonly Problem[]): FolderReading => ({ ok: false, problems });

function readListed(folder: string): FolderReading {
  const { files, problems } = listFolder(folder);
  if (problems.length > 0) return refused(problems);
  const json = readJsonFiles(files);
  const unread = [...json.problems, ...missingFiles(files, json.read)];
  if (unread.length > 0) return refused([...unread, ...todosOf(json.read)]);
  const service = readDeclaredService(declaredFilesOf(json.read));
  const golden = [...json.read]
    .filter(([name]) => isGolden(name))
    .map(([name, content]) => ({ variant: variantOf(name), read: parseGolden(name, content) }));
  const said = service.ok ? [] : service.problems;
  const found = [
    ...said,
    ...golden.flatMap(({ read }) => (read.ok ? [] : read.problems)),
    ...unsealedSets(files.filter(({ name }) => said.every(({ file }) => file !== name))),
  ];
  if (found.length > 0 || !service.ok) return refused(found);
  const vectors = golden.flatMap(({ variant, read }) => (read.ok ? [[variant, read.value] as const] : []));
  return { ok: true, value: { ...service.value, folder, golden: Object.fromEntries(vectors) } };
}

interface JsonFiles {
  readonly read: ReadonlyMap<string, unknown>;
  readonly problems: readonly Problem[];
}

/** Cases are read by whoever runs them. */
function readJsonFiles(files: readonly FolderFile[]): JsonFiles {
  const read = new Map<string, unknown>();
  const problems: Problem[] = [];
  for (const { name, path } of files) {
    if (!name.endsWith('.json') || name.startsWith('cases/')) continue;
    try {
      read.set(name, JSON.parse(readFileSync(path, 'utf8')));
    } catch (error) {
      const why = error instanceof SyntaxError ? `The file is not JSON: ${error.message}.` : 'The file cannot be read.';
      problems.push({ file: name, code: 'bad-service', message: why });
    }
  }
  return { read, problems };
}

/** What a folder cannot do without, and models that lack one of their files. */
function missingFiles(files: readonly FolderFile[], json: JsonFiles['read']): readonly Problem[] {
  const names = files.map(({ name }) => name);
  const variants = new Set([
    ...names.filter((name) => name.startsWith('models/')).map(variantOf),
    ...namedVariants(json),
  ]);
  const needed = [
    'service.json',
    'features.json',
    ...[...variants].flatMap((variant) =>
      ['onnx', 'model.json', 'golden.json'].map((kind) => `models/${variant}.${kind}`),
    ),
  ];
  return needed
    .filter((name) => !names.includes(name))
    .map((file) => ({ file, code: 'bad-service', message: 'The file is missing.' }));
}

/** The variants that `service.json` names, as far as it can be read. */
function namedVariants(json: JsonFiles['read']): readonly string[] {
  const service = json.get('service.json');
  if (typeof service !== 'object' || service === null || !('models' in service)) return [];
  const { models } = service;
  return Array.isArray(models)
    ? models.filter((one) => typeof one === 'string' && /^[A-Za-z0-9][\w.-]*$/.test(one))
    : [];
}

const todosOf = (json: JsonFiles['read']): readonly Problem[] =>
  [...json].flatMap(([name, content]) => findTodos(name, content));

const isGolden = (name: string): boolean => name.endsWith('.golden.json');
const variantOf = (name: string): string =>
  name.slice('models/'.length).replace(/\.(onnx|model\.json|golden\.json)$/, '');

function declaredFilesOf(json: JsonFiles['read']): DeclaredFiles {
  const under = (prefix: string, name: (file: string) => string, keep: (file: string) => boolean) =>
    Object.fromEntries(
      [...json]
        .filter(([file]) => file.startsWith(prefix) && keep(file))
        .map(([file, content]) => [name(file), content]),
    );
  const cards = json.get('cards.json');
  return {
    service: json.get('service.json'),
    features: json.get('features.json'),
    ...(cards === undefined ? {} : { cards }),
    models: under('models/', variantOf, (file) => !isGolden(file)),
    valueSets: under(
      'value-sets/',
      (file) => file.slice('value-sets/'.length),
      () => true,
    ),
  };
}

/** A value set whose codes were changed without its hash is not the one that was looked at. */
function unsealedSets(files: readonly FolderFile[]): readonly Problem[] {
  return files
    .filter(({ name }) => name.startsWith('value-sets/'))
    .flatMap(({ name, path }) =>
      checkValueSetFile(path).map((message): Problem => ({ file: name, code: 'bad-value-set', message })),
    );
}
