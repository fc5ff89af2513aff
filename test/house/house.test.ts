import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { readCases, registeredServices } from '@cardwright/cds-hooks';

const root = fileURLToPath(new URL('../..', import.meta.url));
const skipped = new Set(['node_modules', '.git', '.turbo', '.cardwright']);

function sourcesUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesUnder(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

const all = ['cds-hooks', 'services', 'shared', 'test', 'scripts'].flatMap(sourcesUnder);
const isTest = (path: string) =>
  /(\.test|\.fixture|-contract|\/test-support|\/bench)\.ts$|\/(testing|fixtures)\/|^test\//.test(path);
const shipped = all.filter((path) => !isTest(path) && !path.endsWith('.generated.ts'));
const parse = (path: string) =>
  ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true);
const trees = new Map(all.map((path) => [path, parse(path)]));

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

function importsOf(path: string): readonly string[] {
  const found: string[] = [];
  const tree = trees.get(path);
  if (tree === undefined) return found;
  walk(tree, (node) => {
    const specifier =
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (specifier !== undefined && ts.isStringLiteral(specifier)) found.push(specifier.text);
  });
  return found;
}

/** Direct imports that each room may have (design §1). Relative imports stay inside the room, which turbo boundaries holds. */
const rooms: readonly { readonly room: RegExp; readonly may: RegExp }[] = [
  { room: /^shared\/cds-service\//, may: /^@medplum\/fhirtypes$/ },
  { room: /^shared\/fhir\//, may: /^(@medplum\/(fhirtypes|core)|@cardwright\/cds-service)$/ },
  {
    room: /^shared\/features\//,
    may: /^(ajv\/dist\/2020\.js|@medplum\/(fhirtypes|core)|@cardwright\/(cds-service|fhir))$/,
  },
  { room: /^shared\/cards\//, may: /^(@medplum\/(fhirtypes|core)|@cardwright\/(cds-service|fhir))$/ },
  { room: /^shared\/scoring\//, may: /^(onnxruntime-node|node:.*|@cardwright\/cds-service)$/ },
  { room: /^shared\/model-builder\//, may: /^(protobufjs(\/.*)?|@cardwright\/cds-service)$/ },
  { room: /^shared\/evaluation\//, may: /^(@medplum\/fhirtypes|@cardwright\/(cds-service|fhir|features))$/ },
  { room: /^shared\/store\//, may: /^(node:.*|pg|@cardwright\/cds-service)$/ },
  {
    room: /^shared\/declared-service\//,
    may: /^(@medplum\/fhirtypes|ajv\/dist\/2020\.js|@cardwright\/(cds-service(\/service\.schema\.json)?|cards|features|fhir))$/,
  },
  { room: /^shared\/audit\//, may: /^(@medplum\/fhirtypes|@cardwright\/(cds-service|fhir))$/ },
  { room: /^shared\/fhir-server\//, may: /^(node:.*|express|ws|@medplum\/.*|@cardwright\/(cds-service|fhir))$/ },
  {
    room: /^services\/[^/]+\/(?!models\.ts|models\/)/,
    may: /^(@medplum\/fhirtypes|@cardwright\/(cds-service|features|cards|fhir|model-builder))$/,
  },
];

describe('imports', () => {
  test.each(rooms.map(({ room, may }) => [room.source, room, may] as const))(
    '%s imports only what it may',
    (_name, room, may) => {
      const wrong = shipped
        .filter((path) => room.test(path))
        .flatMap((path) =>
          importsOf(path)
            .filter((name) => !name.startsWith('.') && !may.test(name))
            .map((name) => `${path}: ${name}`),
        );
      expect(wrong).toEqual([]);
    },
  );

  test('only build-time files of a service import the model builder, and nothing of the answer imports them', () => {
    const inServices = shipped.filter((path) => /^services\/[^/]+\//.test(path));
    const builders = inServices.filter((path) => importsOf(path).includes('@cardwright/model-builder'));
    const reachable = new Set<string>();
    const reach = (path: string): void => {
      if (reachable.has(path)) return;
      reachable.add(path);
      for (const name of importsOf(path)) if (name.startsWith('.')) reach(join(path, '..', name));
    };
    for (const path of inServices) if (path.endsWith('/service.ts')) reach(path);
    expect(builders.filter((path) => reachable.has(path))).toEqual([]);
  });

  test('no service imports another', () => {
    const wrong = shipped
      .filter((path) => /^services\/[^/]+\//.test(path))
      .flatMap((path) =>
        importsOf(path)
          .filter(
            (name) =>
              name.startsWith('../') && !join(path, '..', name).startsWith(path.split('/').slice(0, 2).join('/')),
          )
          .map((name) => `${path}: ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  test('the doors do not import each other', () => {
    const wrong = shipped.flatMap((path) =>
      importsOf(path).filter(
        (name) =>
          (path.startsWith('cds-hooks/src/cds-services/') && name.includes('/subscriptions/')) ||
          (path.startsWith('cds-hooks/src/subscriptions/') && name.includes('/cds-services/')),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('the host reaches services through the generated registry alone', () => {
    const wrong = shipped
      .filter((path) => path.startsWith('cds-hooks/'))
      .flatMap((path) =>
        importsOf(path).filter((name) => /services\/[a-z0-9-]+\//.test(name) && !name.includes('cds-services')),
      );
    expect(wrong).toEqual([]);
  });
});

describe('literals', () => {
  const hostTexts = shipped.filter((path) => path.startsWith('cds-hooks/'));
  // LOINC (1234-5), SNOMED CT (6 to 18 digits), RxNorm systems, code-system URLs.
  const clinical = /(^|[^\d.-])\d{1,5}-\d([^\d-]|$)|\b\d{6,18}\b|loinc\.org|snomed\.info|rxnorm|icd-10/i;

  test('the host never holds a clinical code', () => {
    const wrong: string[] = [];
    for (const path of hostTexts) {
      walk(trees.get(path) ?? parse(path), (node) => {
        if ((ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) && clinical.test(node.text))
          wrong.push(`${path}: ${node.text}`);
      });
    }
    expect(wrong.filter((text) => !text.includes('00000000-0000-4000-8000-'))).toEqual([]);
  });

  test('content is pure: no clock, environment, randomness or Node modules', () => {
    const pure = shipped.filter((path) =>
      /^(services\/[^/]+|shared\/(features|cards|audit|fhir|evaluation|cds-service|declared-service))\//.test(path),
    );
    const forbidden =
      /\b(Date\.now|new Date\(\)|process\.|Math\.random|performance\.now|globalThis\.fetch)\b|from 'node:/;
    const wrong = pure.flatMap((path) => {
      const hits: string[] = [];
      walk(trees.get(path) ?? parse(path), (node) => {
        const text =
          ts.isPropertyAccessExpression(node) || ts.isNewExpression(node) || ts.isImportDeclaration(node)
            ? node.getText()
            : '';
        if (text !== '' && text.length < 200 && (forbidden.test(text) || text === 'new Date()'))
          hits.push(`${path}: ${text}`);
      });
      return hits;
    });
    expect(wrong).toEqual([]);
  });
});

interface FunctionSize {
  readonly where: string;
  readonly lines: number;
}

function functionSizes(path: string): readonly FunctionSize[] {
  const tree = trees.get(path) ?? parse(path);
  const sizes: FunctionSize[] = [];
  walk(tree, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const start = tree.getLineAndCharacterOfPosition(node.getStart()).line;
    sizes.push({ where: `${path}:${start + 1}`, lines: tree.getLineAndCharacterOfPosition(node.end).line - start + 1 });
  });
  return sizes;
}

const percentile = (sorted: readonly number[], p: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? 0;

describe('size', () => {
  const sizes = shipped.flatMap(functionSizes);
  const lines = sizes.map((size) => size.lines).sort((a, b) => a - b);

  test('no function is over 70 lines', () => {
    expect(sizes.filter((size) => size.lines > 70)).toEqual([]);
  });

  test('the median function has at most 10 lines, 95 % have at most 50', () => {
    expect(percentile(lines, 0.5)).toBeLessThanOrEqual(10);
    expect(percentile(lines, 0.95)).toBeLessThanOrEqual(50);
  });

  test('the median file has at most 100 lines', () => {
    const files = shipped
      .map((path) => readFileSync(join(root, path), 'utf8').split('\n').length)
      .sort((a, b) => a - b);
    expect(percentile(files, 0.5)).toBeLessThanOrEqual(100);
  });
});

test('there is no any', () => {
  const wrong: string[] = [];
  for (const path of all) {
    const tree = trees.get(path) ?? parse(path);
    walk(tree, (node) => {
      if (node.kind === ts.SyntaxKind.AnyKeyword)
        wrong.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    });
  }
  expect(wrong).toEqual([]);
});

test('there are no drawers without a name', () => {
  expect(all.filter((path) => /(^|\/)(utils?|helpers?|common|misc)(\.ts$|\/)/.test(path))).toEqual([]);
});

test('ids agree: folder, manifest, models and cases', () => {
  for (const [id, { manifest }] of registeredServices) {
    const folder = join(root, 'services', id);
    expect(manifest.id).toBe(id);
    const artefacts = readdirSync(join(folder, 'models'))
      .filter((file) => /\.(onnx|table\.json)$/.test(file))
      .map((file) => file.replace(/\.(onnx|table\.json)$/, ''));
    expect(artefacts.sort()).toEqual([...manifest.models].sort());
    expect(readCases(id).length).toBeGreaterThan(0);
  }
});

test('every package has the same script names and a README that says what it is for', () => {
  const packages = [
    'cds-hooks',
    'services',
    'test',
    ...readdirSync(join(root, 'shared')).map((name) => `shared/${name}`),
  ];
  for (const folder of packages) {
    const manifest: unknown = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ private: true, license: 'Apache-2.0', scripts: { test: expect.any(String) } });
    expect(readFileSync(join(root, folder, 'README.md'), 'utf8').split('\n').length).toBeGreaterThan(2);
  }
});
