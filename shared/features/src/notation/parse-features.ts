import { CardwrightError } from '@cardwright/cds-service';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import schema from '../../features.schema.json' with { type: 'json' };
import { checkDeclarations } from '../check-declarations.ts';
import type { FeatureDeclarations } from '../declaration.ts';
import type { FeaturesJson, ResolveNames } from './features-json.ts';
import { resolveNames } from './resolve-names.ts';

const ajv = new Ajv2020({ discriminator: true, allErrors: true, strictTypes: false, strictRequired: false });
const isFeaturesJson = ajv.compile<FeaturesJson>(schema);

/**
 * Reads `features.json`: the vocabulary as data. The declarations mean what the same objects in TypeScript mean. Pure.
 * Throws `bad-service` with every problem of the file in words, each naming its feature: what the schema refuses, a value set
 * or unit rule that `resolve` does not know, and what contradicts itself (`checkDeclarations`).
 */
export function parseFeatures(json: unknown, resolve: ResolveNames): FeatureDeclarations {
  if (!isFeaturesJson(json)) {
    const problems = problemsIn(isFeaturesJson.errors ?? []);
    throw new CardwrightError('bad-service', `features.json: ${problems.join('; ')}.`, { problems });
  }
  const declarations = Object.fromEntries(
    Object.entries(json.features).map(([name, notated]) => [name, resolveNames(name, notated, resolve)]),
  );
  checkDeclarations(declarations);
  return declarations;
}

/** Each problem once; a condition of the schema that failed says nothing beside the field that is missing. */
function problemsIn(errors: readonly ErrorObject[]): readonly string[] {
  return [...new Set(errors.filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf').map(inWords))];
}

function inWords({ instancePath, keyword, params, message = 'does not fit' }: ErrorObject): string {
  const [, top, feature, ...rest] = instancePath.split('/').map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  const path = rest.length > 0 ? ` ${rest.join('.')}` : '';
  const where = top === 'features' && feature !== undefined ? `feature "${feature}":${path}` : `the file${path}`;
  return `${where} ${wordsFor(keyword, params, message)}`;
}

function wordsFor(keyword: string, params: ErrorObject['params'], message: string): string {
  switch (keyword) {
    case 'additionalProperties':
      return `does not know "${String(params.additionalProperty)}"`;
    case 'required':
      return `lacks "${String(params.missingProperty)}"`;
    case 'enum':
      return `is none of ${Array.isArray(params.allowedValues) ? params.allowedValues.join(', ') : 'its words'}`;
    case 'discriminator':
      return 'has a kind that is not in the vocabulary';
    case 'false schema':
      return 'does not belong here';
    default:
      return message;
  }
}
