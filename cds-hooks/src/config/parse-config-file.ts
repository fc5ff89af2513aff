import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { ConfigFile } from './config.ts';
import { didYouMean } from './closest-name.ts';
import schema from './config.schema.json' with { type: 'json' };

/** A configuration file, or every problem with its path, what is wrong and what was expected; never a value of the file. */
export type ParsedConfigFile =
  { readonly ok: true; readonly file: ConfigFile } | { readonly ok: false; readonly problems: readonly string[] };

const isConfigFile = new Ajv2020({ allErrors: true, verbose: true, strictRequired: false }).compile<ConfigFile>(schema);

/** Holds a JSON value against `config.schema.json`. */
export function parseConfigFile(value: unknown): ParsedConfigFile {
  if (isConfigFile(value)) return { ok: true, file: value };
  const problems = (isConfigFile.errors ?? []).filter(speaksForItself).map(inWords);
  return { ok: false, problems: [...new Set(problems)] };
}

/** Branches of a `oneOf` and an `if` complain on top of, or instead of, what is said in words below. */
const speaksForItself = ({ keyword, schemaPath }: ErrorObject): boolean =>
  keyword !== 'if' && !/\/(oneOf|not)\/\d+\//.test(schemaPath);

function inWords(error: ErrorObject): string {
  const path = error.instancePath === '' ? '/' : error.instancePath;
  return `${path}: ${words(error)}`;
}

function words({ keyword, params, parentSchema, message = 'is wrong' }: ErrorObject): string {
  const text = (name: string): string => String(params[name]);
  if (keyword === 'additionalProperties') {
    const name = text('additionalProperty');
    return `unknown key "${name}"${didYouMean(name, Object.keys(parentSchema?.['properties'] ?? {}))}`;
  }
  if (keyword === 'required') return `expected the key "${text('missingProperty')}"`;
  if (keyword === 'enum') return `expected one of ${listed(params['allowedValues'])}`;
  if (keyword === 'type') return `expected ${text('type')}`;
  if (keyword === 'pattern') return `expected text that matches ${text('pattern')}`;
  if (keyword === 'propertyNames') return `"${text('propertyName')}" cannot be a name here`;
  if (keyword === 'oneOf') return `expected exactly one of ${listed(requiredKeys(parentSchema?.['oneOf']))}`;
  if (keyword === 'not') return `expected at most one of ${listed(requiredKeys([parentSchema?.['not']]))}`;
  return message.replace(/^must /, 'expected to ');
}

const listed = (values: unknown): string =>
  Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : '';

/** The keys that the branches of a `oneOf`, or a `not`, name in `required`. */
function requiredKeys(branches: unknown): readonly string[] {
  if (!Array.isArray(branches)) return [];
  return branches.flatMap((branch: { readonly required?: readonly string[] }) => branch.required ?? []);
}
