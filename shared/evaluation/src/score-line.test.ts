import { describe, expect, test } from '@jest/globals';
import type { ModelPort } from '@cardwright/cds-service';
import { scoreLine } from './score-line.ts';
import { tinyRunnable, tinyService } from './testing/tiny-service.ts';

const score = (line: unknown) => scoreLine(tinyRunnable, line);
const parsed = (text: string): unknown => JSON.parse(text);
const person = { age: 50, sex: 'female' };

const answers: readonly (readonly [string, unknown, unknown])[] = [
  [
    'all inputs',
    { inputs: { ...person, weight: 70, adjust: 0.5 } },
    { outputs: { share: 0.5, dose: 139 }, variant: 'plain' },
  ],
  [
    'zero is a value',
    { inputs: { ...person, weight: 70, adjust: 0 } },
    { outputs: { share: 0.5, dose: 139 }, variant: 'plain' },
  ],
  [
    'an absent optional input stays absent',
    { inputs: { ...person, weight: 70, adjust: null } },
    { outputs: { share: 0.5, dose: 140 }, variant: 'plain' },
  ],
  [
    'an absent input withholds the outputs that need it',
    { inputs: { ...person, weight: null } },
    { outputs: { share: 0.5 }, variant: 'plain', withheld: ['dose'] },
  ],
  [
    'per output, out of range: dropped and withheld',
    { inputs: { ...person, weight: 151 } },
    { outputs: { share: 0.5 }, variant: 'plain', dropped: ['weight'], withheld: ['dose'] },
  ],
  [
    'optional, out of range: dropped, and the model goes on without it',
    { inputs: { ...person, weight: 70, adjust: 1.5 } },
    { outputs: { share: 0.5, dose: 140 }, variant: 'plain', dropped: ['adjust'] },
  ],
  [
    'dropped by the choice of the model and by its range, each once',
    { inputs: { ...person, weight: 20, site: 1 } },
    { outputs: { share: 0.5 }, variant: 'plain', dropped: ['site', 'weight'], withheld: ['dose'] },
  ],
  [
    'keys that the model does not know are ignored, whatever they are called',
    parsed('{"inputs":{"age":50,"sex":"female","__proto__":null,"constructor":1,"colour":"red"},"id":7}'),
    { outputs: { share: 0.5 }, variant: 'plain', withheld: ['dose'] },
  ],
  [
    'ends of the range count',
    { inputs: { ...person, age: 90 } },
    { outputs: { share: 0.9 }, variant: 'plain', withheld: ['dose'] },
  ],
  [
    'model, horizon and reference may be null',
    { inputs: person, model: null, horizon: null, reference: null },
    { outputs: { share: 0.5 }, variant: 'plain', withheld: ['dose'] },
  ],
  [
    'the first reference, named',
    { inputs: person, reference: 'tiny-2026' },
    { outputs: { share: 0.5 }, variant: 'plain', withheld: ['dose'] },
  ],
  [
    'the other reference: a table decision over a list, with a boolean and an output in parts',
    { inputs: { doses: [{ mg: 30 }, { mg: 61 }] }, reference: 'tiny-2027' },
    { outputs: { total: 91, high: true, parts: { first: 30, last: 61 } }, variant: 'total' },
  ],
  [
    'one row is a list of one',
    { inputs: { doses: { mg: 30 } }, reference: 'tiny-2027', model: 'total' },
    { outputs: { total: 30, high: false, parts: { first: 30, last: 30 } }, variant: 'total' },
  ],
  [
    'an empty list is a list',
    { inputs: { doses: [] }, reference: 'tiny-2027' },
    { outputs: { total: 0, high: false, parts: { first: 0, last: 0 } }, variant: 'total' },
  ],
];

test.each(answers)('%s', async (_name, line, answer) => {
  expect(await score(line)).toStrictEqual(answer);
});

const refusals: readonly (readonly [name: string, line: unknown, code: string, inputs: string])[] = [
  ['nothing', undefined, 'bad-request', ''],
  ['null', null, 'bad-request', ''],
  ['an array', [], 'bad-request', ''],
  ['a number', 7, 'bad-request', ''],
  ['no inputs', {}, 'bad-request', ''],
  ['inputs that are an array', { inputs: [] }, 'bad-request', ''],
  ['inputs that are null', { inputs: null }, 'bad-request', ''],
  ['a model that is no text', { inputs: person, model: 7 }, 'bad-request', ''],
  ['a horizon that is no text', { inputs: person, horizon: {} }, 'bad-request', ''],
  ['a reference that is no text', { inputs: person, reference: [] }, 'bad-request', ''],
  ['another reference', { inputs: person, reference: 'aha-prevent-2023' }, 'unknown-reference', ''],
  ['a variant that is not built', { inputs: person, model: 'fancy' }, 'unknown-model', ''],
  ['a variant with the name of a built-in', { inputs: person, model: 'constructor' }, 'unknown-model', ''],
  ['a variant of the other reference', { inputs: person, model: 'total' }, 'unknown-model', ''],
  [
    'a variant of the default reference',
    { inputs: person, reference: 'tiny-2027', model: 'plain' },
    'unknown-model',
    '',
  ],
  ['an input that is an object', { inputs: { age: {}, sex: [] } }, 'bad-input', 'age, sex'],
  ['a list of no rows', { inputs: { age: [1], sex: 'female' } }, 'bad-input', 'age'],
  ['a row in a row', { inputs: { doses: [{ mg: {} }] }, reference: 'tiny-2027' }, 'bad-input', 'doses'],
  ['a list that the table does not know', { inputs: { pills: [] }, reference: 'tiny-2027' }, 'bad-input', 'pills'],
  ['a category that does not exist', { inputs: { age: 50, sex: 'other' } }, 'bad-input', 'sex'],
  ['a number as text', { inputs: { age: '50', sex: 'female' } }, 'bad-input', 'age'],
  ['an infinite number', parsed('{"inputs":{"age":1e999,"sex":"female"}}'), 'bad-input', 'age'],
  ['wrong types of optional inputs too', { inputs: { ...person, adjust: true } }, 'bad-input', 'adjust'],
  ['required and absent', { inputs: { age: null } }, 'missing-input', 'age, sex'],
  ['required and out of range', { inputs: { age: 17.9, sex: 'male' } }, 'out-of-range', 'age'],
  ['absent comes before out of range', { inputs: { age: 91 } }, 'missing-input', 'sex'],
  ['no value of the formula', { inputs: { age: 66, sex: 'male' } }, 'not-computable', ''],
];

test.each(refusals)('refused: %s', async (_name, line, code, inputs) => {
  expect(await score(line)).toStrictEqual({
    error: { code, message: expect.stringMatching(/\.$/), ...(inputs === '' ? {} : { inputs: inputs.split(', ') }) },
  });
});

describe('the message of a refusal', () => {
  test('names inputs and never their values', async () => {
    const answer = await score({ inputs: { age: 1234567, sex: 'female' } });
    expect(JSON.stringify(answer)).toContain('age');
    expect(JSON.stringify(answer)).not.toContain('1234567');
  });
});

test('a model that gives nothing is a failure of the model', async () => {
  const port: ModelPort = { predict: async () => [] };
  expect(await scoreLine({ ...tinyRunnable, port }, { inputs: person })).toMatchObject({
    error: { code: 'model-failed' },
  });
});

test('what is not a defect of the line is thrown', async () => {
  const chooseVariant = () => {
    throw new TypeError('a defect of the content');
  };
  const runnable = { ...tinyRunnable, service: { ...tinyService, chooseVariant } };
  await expect(scoreLine(runnable, { inputs: person })).rejects.toThrow(TypeError);
});
