import { expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import { errorKind } from './error-kind.ts';

test.each([
  ['a coded error', new CardwrightError('model-failed', 'Jane Doe'), 'model-failed'],
  ['any other error', new TypeError('Jane Doe'), 'TypeError'],
  ['a thrown text', 'Jane Doe', 'string'],
  ['nothing', undefined, 'undefined'],
])('%s is named without its message', (_name, error, kind) => {
  expect(errorKind(error)).toBe(kind);
});
