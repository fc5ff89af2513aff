import { describe, expect, test } from '@jest/globals';
import { readDeclaredService, type DeclaredFiles } from './read-declared-service.ts';
import { tinyFiles } from './testing/tiny-files.ts';

const { service, features, models } = tinyFiles;
const main = models.main;
const withFeature = (name: string, declaration: unknown) => ({
  features: { features: { ...features.features, [name]: declaration } },
});
const withModel = (change: object): Partial<DeclaredFiles> => ({ models: { main: { ...main, ...change } } });
const withInput = (name: string, change: object): Partial<DeclaredFiles> =>
  withModel({ inputs: main.inputs.map((input) => (input.name === name ? { ...input, ...change } : input)) });
const withBands = (...bands: readonly object[]): Partial<DeclaredFiles> => ({ cards: { bands } });
const order = { resourceType: 'ServiceRequest', status: 'draft', intent: 'order', code: { text: 'x' } };
const withOrder = (create: object): Partial<DeclaredFiles> =>
  withBands({
    id: 'any',
    from: 0,
    source: 'Nobody',
    suggestions: [{ label: 'Do it', actions: [{ description: 'Do it', create }] }],
  });

test('the tiny files are a service', () => {
  const read = readDeclaredService(tinyFiles);
  expect(read.ok && read.value.service.manifest.id).toBe('tiny');
});

describe('what is wrong is said in words, with the file', () => {
  const rows: readonly (readonly [string, Partial<DeclaredFiles>, string, RegExp])[] = [
    [
      'a status that is none',
      { service: { ...service, status: 'live' } },
      'service.json',
      /status is none of draft, silent/,
    ],
    ['a member nobody knows', { service: { ...service, colour: 1 } }, 'service.json', /does not know "colour"/],
    ['no owners', { service: { ...service, owners: undefined } }, 'service.json', /lacks "owners"/],
    [
      'a TODO',
      { service: { ...service, title: 'TODO: what it is called' } },
      'service.json',
      /title is still to be written: what it is called/,
    ],
    [
      'a unit that differs',
      withInput('creatinine', { unit: 'umol/L' }),
      'models/main.model.json',
      /"creatinine" expects umol\/L, and the feature of that name gives mg\/dL.*Nothing is converted/,
    ],
    [
      'a kind that differs',
      withInput('sex', { kind: 'boolean', unit: '{boolean}' }),
      'models/main.model.json',
      /is a boolean, and the feature of that name gives a category/,
    ],
    [
      'a category that the chart never has',
      withInput('sex', { categories: ['F', 'M'] }),
      'models/main.model.json',
      /knows F, M, which the feature never is: it can be female, male/,
    ],
    [
      'an input without a feature',
      withInput('age', { name: 'agee' }),
      'models/main.model.json',
      /"agee" has no feature of that name/,
    ],
    ['another variant', withModel({ variant: 'other' }), 'models/main.model.json', /write "main"/],
    [
      'another reference',
      withModel({ reference: 'else', id: 'else@main' }),
      'models/main.model.json',
      /"else" is not one of service.json/,
    ],
    [
      'a variant that is not there',
      { service: { ...service, models: ['main', 'more'] } },
      'models/more.model.json',
      /there is no such file/,
    ],
    [
      'a table without code',
      withModel({ table: { asOf: '2026', source: 'x' } }),
      'models/main.model.json',
      /does not know "table"/,
    ],
    [
      'a value set nobody has',
      withFeature('x', { kind: 'condition', codes: 'nothing', when: 'ever', negative: 'asked' }),
      'features.json',
      /no value set named "nothing"/,
    ],
    ['a value set that is none', { valueSets: { 'x.json': { id: 'x' } } }, 'value-sets/x.json', /lacks/],
    [
      'a rule about what is not read',
      { service: { ...service, eligibility: [{ feature: 'height', from: 1, otherwise: 'No.' }] } },
      'service.json',
      /eligibility.0 asks for "height"/,
    ],
    [
      'a range of a category',
      { service: { ...service, eligibility: [{ feature: 'sex', from: 1, otherwise: 'No.' }] } },
      'service.json',
      /"sex" is a category: use "is"/,
    ],
    [
      'a rule that nobody meets',
      { service: { ...service, eligibility: [{ feature: 'age', from: 9, to: 1, otherwise: 'No.' }] } },
      'service.json',
      /nobody is eligible/,
    ],
    [
      'a rule that is none',
      { service: { ...service, eligibility: [{ feature: 'age', otherwise: 'No.' }] } },
      'service.json',
      /eligibility.0/,
    ],
    ['bands out of order', withBands({ id: 'a', from: 0.5 }, { id: 'b', from: 0.2 }), 'cards.json', /ascending/],
    ['a band in percent', withBands({ id: 'a', from: 20 }), 'cards.json', /20 % is 0.2/],
    ['a band twice', withBands({ id: 'a', from: 0.1 }, { id: 'a', from: 0.2 }), 'cards.json', /"a" is there twice/],
    ['categories of a number', withBands({ id: 'a', is: ['high'] }), 'cards.json', /use "from"/],
    [
      'a warning without a source',
      withBands({ id: 'a', from: 0, indicator: 'warning' }),
      'cards.json',
      /lacks "source"/,
    ],
    [
      'a recommendation without a source',
      withBands({ id: 'a', from: 0, recommendation: 'Do.' }),
      'cards.json',
      /lacks "source"/,
    ],
    [
      'bounds that the threshold breaks',
      withBands({ id: 'a', from: 0.2, siteMayAdjust: { minimum: 0.3, maximum: 0.4 } }),
      'cards.json',
      /outside the bounds/,
    ],
    ['an output that is none', { cards: { output: 'rissk' } }, 'cards.json', /"rissk" is not an output/],
    [
      'a label of nothing',
      { cards: { labels: { agge: { label: 'Age' } } } },
      'cards.json',
      /"agge" is not a feature or an input/,
    ],
    [
      'an unknown placeholder',
      withBands({ id: 'a', from: 0, summary: '{rsk}' }),
      'cards.json',
      /nothing for the placeholder {rsk}/,
    ],
    [
      'a placeholder of a feature that is not there',
      withBands({ id: 'a', from: 0, detail: '{feature:x}' }),
      'cards.json',
      /{feature:x}/,
    ],
    [
      'a summary that is too long when filled in',
      {
        cards: {
          labels: { sex: { words: { female: 'a person of the female sex' } } },
          bands: [{ id: 'a', from: 0, summary: `${'x'.repeat(116)} {feature:sex}` }],
        },
      },
      'cards.json',
      /characters when it is filled in; fewer than 140/,
    ],
    [
      'HTML in the detail',
      withBands({ id: 'a', from: 0, detail: 'A <img src=x> picture' }),
      'cards.json',
      /HTML or an image/,
    ],
    [
      'an image in the insufficient detail',
      { cards: { insufficient: { detail: '![x](https://example.org/x.png)' } } },
      'cards.json',
      /insufficient: detail holds HTML or an image/,
    ],
    ['a line break in a summary', withBands({ id: 'a', from: 0, summary: 'two\nlines' }), 'cards.json', /line break/],
    [
      'two recommended of which one may be taken',
      withBands({
        id: 'a',
        from: 0,
        source: 'x',
        suggestions: [1, 2].map((n) => ({
          label: `${n}`,
          isRecommended: true,
          actions: [{ description: 'x', create: order }],
        })),
      }),
      'cards.json',
      /isRecommended/,
    ],
    [
      'a link that is none',
      { cards: { links: [{ label: 'x', url: 'javascript:alert(1)' }] } },
      'cards.json',
      /links.0.url/,
    ],
    ['an order that is not a draft', withOrder({ ...order, status: 'active' }), 'cards.json', /status is not "draft"/],
    [
      'an order that names a patient',
      withOrder({ ...order, subject: { reference: 'Patient/1' } }),
      'cards.json',
      /does not know "subject"/,
    ],
    ['an order without a code', withOrder({ ...order, code: undefined }), 'cards.json', /lacks "code"/],
    [
      'another kind of resource',
      withOrder({ resourceType: 'Patient' }),
      'cards.json',
      /resourceType is none of ServiceRequest/,
    ],
  ];
  test.each(rows)('%s', (_name, change, file, words) => {
    const files = JSON.parse(JSON.stringify({ ...tinyFiles, ...change })) as DeclaredFiles;
    const read = readDeclaredService(files);
    const said = read.ok ? [] : read.problems.filter((problem) => problem.file === file).map(({ message }) => message);
    expect(said.join('\n')).toMatch(words);
  });
});

test('what is not an object is refused, file by file', () => {
  for (const value of [null, 1, 'x', [], true]) {
    const read = readDeclaredService({
      service: value,
      features: value,
      cards: value,
      models: { main: value },
      valueSets: { 'x.json': value },
    });
    expect(read.ok ? [] : [...new Set(read.problems.map(({ file }) => file))].sort()).toEqual([
      'cards.json',
      'features.json',
      'models/main.model.json',
      'service.json',
      'value-sets/x.json',
    ]);
  }
});

test('names of the language are names like any other', () => {
  const files = {
    ...tinyFiles,
    ...withBands({ id: 'constructor', from: 0, summary: '{feature:constructor}' }),
  };
  const read = readDeclaredService(files);
  expect(read.ok ? '' : read.problems[0]?.message).toMatch(/{feature:constructor}/);
});
