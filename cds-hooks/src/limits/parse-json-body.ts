import { isUtf8 } from 'node:buffer';
import { CardwrightError } from '@cardwright/cds-service';
import { exceedsDepth } from './exceeds-depth.ts';
import { measureJson } from './measure-json.ts';

export interface JsonLimits {
  /** Levels of objects and arrays. */
  readonly maxJsonDepth: number;
  /** Objects with a `resourceType`, anywhere in the body. */
  readonly maxResources: number;
}

/** Up to here whatever the bytes unfold to is small, and the walk afterwards is cheaper than the scan before. */
const smallBytes = 1024 * 1024;

/**
 * The value of a JSON body (RFC 8259: UTF-8, a leading byte order mark is let in).
 * Errors: `bad-json`; `too-deep`; `too-large` for more resources than the limit. None of them quotes the body.
 */
export function parseJsonBody(body: Buffer, { maxJsonDepth, maxResources }: JsonLimits): unknown {
  if (body.length > smallBytes && exceedsDepth(body, maxJsonDepth)) throw tooDeep();
  const value = parse(body);
  const measured = measureJson(value, maxJsonDepth);
  if (measured.tooDeep) throw tooDeep();
  if (measured.resources > maxResources)
    throw new CardwrightError('too-large', `The body holds more than ${maxResources} resources.`);
  return value;
}

function parse(body: Buffer): unknown {
  if (!isUtf8(body)) throw new CardwrightError('bad-json', 'The body is not UTF-8.');
  const text = body.toString('utf8');
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    throw new CardwrightError('bad-json', 'The body is not JSON.');
  }
}

const tooDeep = (): CardwrightError => new CardwrightError('too-deep', 'The body is nested deeper than the limit.');
