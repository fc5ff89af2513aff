import { describe, expect, test } from '@jest/globals';
import { absent, present, vectorOf } from './chart.fixture.ts';
import { population } from './population.ts';

describe('population', () => {
  test('lets an adult in an acute encounter through', () => {
    expect(population(vectorOf())).toBeUndefined();
  });
  test.each(['IMP', 'ACUTE', 'EMER', 'OBSENC', 'SS'])('takes %s as acute', (encounter) => {
    expect(population(vectorOf({ encounter_class: present(encounter) }))).toBeUndefined();
  });
  test.each(['AMB', 'NONAC', 'HH', 'VR'])('does not take %s as acute', (encounter) => {
    expect(population(vectorOf({ encounter_class: present(encounter) }))?.kind).toBe('not-applicable');
  });
  test.each([
    ['deceased', { deceased: present(true) }, /deceased/],
    ['age 15', { age: present(15) }, /16 years/],
    ['pregnancy on the problem list', { pregnant_condition: present(true) }, /pregnancy/],
    ['pregnancy as a status', { pregnant_status: present(true) }, /pregnancy/],
    ['no encounter', { encounter_class: absent('none-recorded') }, /acute encounter/],
    ['an encounter long ago', { encounter_class: absent('stale') }, /acute encounter/],
  ])('does not apply: %s', (_, changes, reason) => {
    const refusal = population(vectorOf(changes));
    expect(refusal?.kind).toBe('not-applicable');
    expect(refusal?.reasons.join(' ')).toMatch(reason);
  });
  test.each([
    ['age', { age: absent() }],
    ['encounter_class', { encounter_class: absent('query-failed') }],
    ['encounter_class', { encounter_class: absent('not-queried') }],
    ['deceased', { deceased: absent('not-queried') }],
  ])('is not known without %s: insufficient, never assumed', (feature, changes) => {
    expect(population(vectorOf(changes))).toMatchObject({
      kind: 'insufficient-data',
      missing: [{ feature, required: true }],
    });
  });
  test('age exactly 16 belongs to it', () => {
    expect(population(vectorOf({ age: present(16) }))).toBeUndefined();
  });
  test('pregnancy that could not be read does not silence the score', () => {
    expect(population(vectorOf({ pregnant_condition: absent('query-failed') }))).toBeUndefined();
  });
});
