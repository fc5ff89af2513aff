import { Ajv2020, type SchemaObject, type ErrorObject } from 'ajv/dist/2020.js';
import type { Problem } from './problem.ts';

/** A file that has its shape, or what is wrong with it in words. */
export type Shaped<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });

/** More problems than this of one file are counted, not listed. */
const maxListed = 25;

/** Compiles a schema once; the returned check holds a file's JSON against it. */
export function shapeOf<T>(schema: SchemaObject): (file: string, json: unknown) => Shaped<T> {
  const isShaped = ajv.compile<T>(schema);
  return (file, json) => {
    if (isShaped(json)) return { ok: true, value: json };
    const said = [...new Set((isShaped.errors ?? []).filter(saysSomething).map(inWords))];
    const rest = said.length > maxListed ? [`and ${said.length - maxListed} more problems`] : [];
    const problems = [...said.slice(0, maxListed), ...rest];
    return { ok: false, problems: problems.map((message) => ({ file, code: 'bad-service', message })) };
  };
}

/** A condition that failed says nothing beside the member that it asked for. */
const saysSomething = ({ keyword }: ErrorObject): boolean => !['if', 'anyOf', 'oneOf'].includes(keyword);

function inWords({ instancePath, keyword, params, message = 'does not fit' }: ErrorObject): string {
  const where = instancePath === '' ? 'the file' : instancePath.slice(1).replaceAll('/', '.');
  return `${where} ${wordsFor(keyword, params, message)}.`;
}

function wordsFor(keyword: string, params: ErrorObject['params'], message: string): string {
  switch (keyword) {
    case 'additionalProperties':
      return `does not know "${String(params['additionalProperty'])}"`;
    case 'required':
      return `lacks "${String(params['missingProperty'])}"`;
    case 'enum':
      return `is none of ${Array.isArray(params['allowedValues']) ? params['allowedValues'].join(', ') : 'its words'}`;
    case 'const':
      return `is not ${JSON.stringify(params['allowedValue'])}`;
    default:
      return message;
  }
}
