import { CardwrightError } from '@cardwright/cds-service';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import schema from '../../value-set.schema.json' with { type: 'json' };
import type { ValueSetFile } from './value-set-file.ts';
import { valueSetFaults } from './value-set-faults.ts';

const isValueSetFile = new Ajv2020({ allErrors: true }).compile<ValueSetFile>(schema);

/**
 * Reads the JSON of a value-set file: its form (`value-set.schema.json`) and what no schema can say (`valueSetFaults`). Pure;
 * the hash is checked by whoever reads files. `file` names the file in messages; without it the id does, after which
 * files are named. Throws `bad-value-set` with every fault in words.
 */
export function parseValueSet(json: unknown, file?: string): ValueSetFile {
  const faults = isValueSetFile(json) ? valueSetFaults(json) : (isValueSetFile.errors ?? []).map(inWords);
  if (faults.length === 0 && isValueSetFile(json)) return json;
  const name = file ?? `value set ${idOf(json)}`;
  throw new CardwrightError('bad-value-set', `${name}: ${faults.join('; ')}.`, { file: name, problems: faults });
}

function inWords({ instancePath, keyword, params, message = 'does not fit' }: ErrorObject): string {
  const where = instancePath === '' ? 'the file' : instancePath;
  switch (keyword) {
    case 'additionalProperties':
      return `${where} does not know "${String(params['additionalProperty'])}"`;
    case 'required':
      return `${where} lacks "${String(params['missingProperty'])}"`;
    case 'enum':
      return instancePath.endsWith('/system')
        ? `${where} is no code system that is known here`
        : `${where} is none of its words`;
    default:
      return `${where} ${message}`;
  }
}

function idOf(json: unknown): string {
  const id: unknown = typeof json === 'object' && json !== null && 'id' in json ? json.id : undefined;
  return typeof id === 'string' ? `"${id}"` : 'without an id';
}
