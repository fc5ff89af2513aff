import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A test that cites an obligation: `test('[id] …')`, or a row of `test.each` whose name starts so. */
export interface Citation {
  readonly id: string;
  /** Path from the repository. */
  readonly file: string;
  /** The test's name without its ids. */
  readonly name: string;
}

/** Where tests may cite obligations. */
export const citingFolders = ['test/conformance', 'cds-hooks/src', 'shared/cards', 'test/e2e', 'test/fuzz'];

/** An id has a hyphen and a space after it, so that Markdown in a test’s text cites nothing. */
const ids = /^(?:\[[a-z0-9]+(?:-[a-z0-9]+)+\]\s)+/;

/** Every citation in the test files under the citing folders of a repository. Tests that are skipped cite nothing. */
export function readCitations(root: string): readonly Citation[] {
  return citingFolders
    .flatMap((folder) => testFiles(root, folder))
    .sort()
    .flatMap((file) => citationsIn(file, readFileSync(join(root, file), 'utf8')));
}

/** The citations of one source text. */
export function citationsIn(file: string, source: string): readonly Citation[] {
  const found: Citation[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /\b(skip|todo|failing)\b|^x(it|test|describe)\b/.test(callee(node))) return;
    const text = ts.isStringLiteralLike(node) ? node.text : ts.isTemplateExpression(node) ? node.head.text : undefined;
    const [cited] = ids.exec(text ?? '') ?? [];
    if (cited !== undefined && text !== undefined) {
      const name = text.slice(cited.length).trim();
      for (const [, id = ''] of cited.matchAll(/\[([^\]]+)\]/g)) found.push({ id, file, name });
    }
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return found;
}

const callee = (node: ts.CallExpression): string => node.expression.getText().slice(0, 80);

function testFiles(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .map((file) => join(folder, file));
}
