import { describe, expect, test } from '@jest/globals';
import schema from '../../features.schema.json' with { type: 'json' };
import { observationPicks, type FeatureDeclaration, type FeatureDeclarations } from '../declaration.ts';
import { units } from '../units/units.ts';
import { creatinine } from '../value-sets/kidney.ts';
import { parseFeatures } from './parse-features.ts';

const resolve = {
  valueSet: (name: string) => (name === 'creatinine' ? creatinine : undefined),
  unit: (name: string) => (name === 'creatinine' ? units.creatinine : undefined),
};
const parse = (features: object) => parseFeatures({ features }, resolve);
const inline = { id: 'x', title: 'X', source: 'test', codes: [{ system: 'http://snomed.info/sct', code: '1' }] };
const latest = {
  kind: 'observation-number',
  pick: 'latest',
  codes: 'creatinine',
  unit: 'creatinine',
  plausible: [0.1, 30],
};
const window = { days: 30, until: { hours: 12 }, bounds: '[)', since: 'admission' } as const;
const baseline = { pick: 'median', window: { days: 365 } } as const;

/** One of every kind, with every member that it has. */
const everything: FeatureDeclarations = {
  number: {
    ...latest,
    kind: 'observation-number',
    pick: 'latest',
    codes: creatinine,
    unit: units.creatinine,
    plausible: [0.1, 30],
    usual: [0.5, 1.2],
    window,
    timeToLive: { hours: 24 },
    minimumCount: 2,
    decimals: 1,
  },
  worst: {
    kind: 'observation-number',
    pick: 'worst',
    worse: 'away-from-usual',
    usual: [0.5, 1.2],
    codes: creatinine,
    unit: units.creatinine,
    plausible: [0.1, 30],
  },
  rise: {
    kind: 'observation-number',
    pick: 'delta-from-baseline',
    baseline,
    codes: creatinine,
    unit: units.creatinine,
    plausible: [0.1, 30],
  },
  category: {
    kind: 'observation-category',
    codes: inline,
    window,
    categories: { true: inline.codes, false: [] },
    asBoolean: true,
  },
  condition: { kind: 'condition', codes: inline, when: 'in-window', window, negative: 'asked' },
  conditions: { kind: 'condition-count', codes: inline, when: 'active', at: { days: 30 } },
  medication: {
    kind: 'medication',
    codes: inline,
    when: 'ever',
    from: ['MedicationAdministration'],
    negative: 'explicit',
  },
  medications: { kind: 'medication-count', codes: inline },
  procedure: { kind: 'procedure', codes: inline, when: 'ever', negative: 'default' },
  procedures: { kind: 'procedure-count', codes: inline, when: 'in-window', window },
  anything: { kind: 'any-procedure', window, negative: 'asked' },
  allergy: { kind: 'allergy', codes: inline, when: 'ever', negative: 'explicit', denials: { ...inline, id: 'y' } },
  draft: { kind: 'draft-daily-dose', codes: inline },
  prescribed: {
    kind: 'medication-daily-dose',
    codes: inline,
    routes: { ...inline, id: 'by-mouth' },
    unlike: { ...inline, id: 'unlike' },
    products: { 900: 15 },
    give: 'unread',
  },
  age: { kind: 'age' },
  months: { kind: 'age', in: 'months' },
  sex: { kind: 'sex', from: 'birth' },
  race: { kind: 'race', categories: { white: inline.codes }, fallback: 'other' },
  ethnicity: { kind: 'race', from: 'ethnicity', categories: { hispanic: inline.codes, other: [] } },
  dead: { kind: 'deceased' },
  ward: { kind: 'encounter-class' },
  unit: { kind: 'encounter-unit', units: ['Location/icu'] },
  service: {
    kind: 'encounter-code',
    encounter: 'current',
    element: 'serviceType',
    codes: inline,
    denials: { ...inline, id: 'y' },
  },
  visits: { kind: 'encounter-count', classes: ['EMER'], window, wholes: true },
  stay: { kind: 'length-of-stay', since: 'admission', in: 'd' },
  gene: {
    kind: 'genotype',
    codes: { ...inline, id: 'z' },
    gene: 'CYP2C9',
    geneCodes: inline.codes,
    values: { '*1/*1': { spellings: ['*1/*1'], codes: inline.codes } },
    otherValue: 'other',
  },
  high: { kind: 'threshold', of: 'number', above: 1 },
  any: { kind: 'any-of', of: ['condition', 'high'] },
  unknown: { kind: 'missing', of: 'number' },
  ratio: { kind: 'ratio', of: 'number', to: 'worst', within: { hours: 1 }, plausible: [0, 10] },
  since: { kind: 'time-since', of: 'condition', in: 'a' },
  egfr: { kind: 'derived-egfr', prefer: 'worst', creatinine: 'number', age: 'age', sex: 'sex' },
  bmi: { kind: 'derived-bmi', weight: 'weight', height: 'height' },
  weight: { ...measure('kg'), kind: 'observation-number' },
  height: { ...measure('cm'), kind: 'observation-number' },
  systolic: { ...measure('mm[Hg]'), kind: 'observation-number' },
  pulse: { ...measure('/min'), kind: 'observation-number' },
  calcium: { ...measure('mg/dL'), kind: 'observation-number' },
  albumin: { ...measure('g/dL'), kind: 'observation-number' },
  fio2: { ...measure('%'), kind: 'observation-number' },
  map: { kind: 'derived-map', systolic: 'systolic', diastolic: 'systolic', within: { hours: 1 } },
  shock: { kind: 'derived-shock-index', heartRate: 'pulse', systolic: 'systolic', within: { hours: 1 } },
  corrected: { kind: 'derived-corrected-calcium', calcium: 'calcium', albumin: 'albumin', within: { days: 1 } },
  pf: { kind: 'derived-pf-ratio', pao2: 'systolic', fio2: 'fio2', within: { hours: 2 } },
};

function measure(canonical: string) {
  const unit = { canonical, accepts: [{ ucum: [canonical] }] };
  return { pick: 'mean', codes: { ...inline, id: 'measure' }, unit, plausible: [0, 1000] } as const;
}

describe('the vocabulary as JSON', () => {
  test('means what the same objects mean', () => {
    expect(parse(JSON.parse(JSON.stringify(everything)))).toEqual(everything);
  });

  test('names every kind and every pick, each with a title and a description for the editor', () => {
    const kinds = new Set<string>(Object.values(everything).map(({ kind }) => kind));
    expect(new Set(schema.$defs.feature.oneOf.map(({ $ref }) => $ref.replace('#/$defs/', '')))).toEqual(kinds);
    expect(schema.$defs['observation-number'].properties.pick.enum).toEqual([...observationPicks]);
    for (const definition of Object.values(schema.$defs))
      expect(definition).toMatchObject({ title: expect.any(String) });
  });

  test('reads value sets and units by name, one object for one name', () => {
    const { a, b } = parse({ a: latest, b: { ...latest, pick: 'max' } });
    expect(a).toMatchObject({ codes: creatinine, unit: units.creatinine });
    expect(codesOf(a)).toBe(codesOf(b));
  });

  function codesOf(declaration: FeatureDeclaration | undefined): unknown {
    return declaration && 'codes' in declaration ? declaration.codes : undefined;
  }
});

describe('what is refused, in words that name the feature', () => {
  test.each<[string, object, string]>([
    ['an unknown kind', { a: { kind: 'guess' } }, 'feature "a": has a kind that is not in the vocabulary'],
    ['no kind', { a: {} }, 'feature "a": lacks "kind"'],
    ['an unknown member', { a: { ...latest, fallback: 0 } }, 'feature "a": does not know "fallback"'],
    ['a missing member', { a: { ...latest, plausible: undefined } }, 'feature "a": lacks "plausible"'],
    ['an unknown pick', { a: { ...latest, pick: 'mode' } }, 'feature "a": pick is none of latest, first'],
    ['worst without a direction', { a: { ...latest, pick: 'worst' } }, 'feature "a": lacks "worse"'],
    ['a direction without worst', { a: { ...latest, worse: 'high' } }, 'feature "a": worse does not belong here'],
    [
      'a window that is not asked',
      { a: { kind: 'condition', codes: inline, when: 'ever', negative: 'asked', window: { days: 1 } } },
      'feature "a": window does not belong here',
    ],
    [
      'no window where one is asked',
      { a: { kind: 'condition', codes: inline, when: 'in-window', negative: 'asked' } },
      'feature "a": lacks "window"',
    ],
    [
      'an unknown value set',
      { a: { ...latest, codes: 'creatinin' } },
      'Feature "a": there is no value set named "creatinin"',
    ],
    ['an unknown unit', { a: { ...latest, unit: 'furlong' } }, 'Feature "a": there is no unit rule named "furlong"'],
    ['a reversed range', { a: { ...latest, plausible: [30, 0] } }, 'feature "a": plausible holds nothing'],
    [
      'a window that ends before it begins',
      { a: { ...latest, window: { hours: 12, until: { days: 1 } } } },
      'feature "a": the window ends before it begins',
    ],
    ['a basis that is not there', { a: { kind: 'missing', of: 'b' } }, 'feature "a": there is no feature "b"'],
    [
      'a circle',
      { a: { kind: 'missing', of: 'b' }, b: { kind: 'missing', of: 'a' } },
      'feature "a": derives from itself',
    ],
    [
      'a ratio of a yes',
      { a: { kind: 'ratio', of: 'b', to: 'b' }, b: { kind: 'deceased' } },
      'feature "a": "b" is not a number',
    ],
    ['any of a number', { a: { kind: 'any-of', of: ['b'] }, b: { kind: 'age' } }, 'feature "a": "b" is not a boolean'],
    [
      'a formula in another unit',
      { a: { kind: 'derived-bmi', weight: 'b', height: 'b' }, b: latest },
      'feature "a": "b" is not in kg',
    ],
    [
      'two sets of one id',
      {
        a: { kind: 'observation-category', codes: inline, categories: { x: [] } },
        b: { kind: 'observation-category', codes: { ...inline, codes: [] }, categories: { x: [] } },
      },
      'Two value sets have the same id',
    ],
    ['a name with a blank', { 'a b': latest }, 'the file'],
    ['nothing', {}, 'the file'],
  ])('%s', (_, features, message) => {
    const attempt = () => parse(JSON.parse(JSON.stringify(features)));
    expect(attempt).toThrow(expect.objectContaining({ code: 'bad-service' }));
    expect(attempt).toThrow(message);
  });

  test.each([null, [], 'x', {}, { features: [] }])('%j is no features.json', (json) => {
    expect(() => parseFeatures(json, resolve)).toThrow(expect.objectContaining({ code: 'bad-service' }));
  });

  test('every problem at once', () => {
    expect(() => parse({ a: { kind: 'age', of: 1 }, b: { ...latest, pick: 'mode' } })).toThrow(/"a".*"b"/s);
  });
});
