import { describe, expect, test } from '@jest/globals';
import { absent, present, vectorOf } from './chart.fixture.ts';
import { missingParameters } from './missing-parameters.ts';
import { onOxygen } from './on-oxygen.ts';

const at = (value: boolean, effective: string) => present(value, { effective });
const early = '2026-03-10T06:00:00Z';
const late = '2026-03-10T13:00:00Z';

describe('onOxygen', () => {
  test('is unknown when nothing is charted: no record of oxygen is not a record of air', () => {
    expect(onOxygen(vectorOf({ on_oxygen_as_charted: absent() }))).toBeUndefined();
  });
  test.each([
    [
      'flow then charted no',
      { on_oxygen: at(true, early), on_oxygen_as_charted: at(false, late) },
      'on_oxygen_as_charted',
      false,
    ],
    ['charted no then flow', { on_oxygen: at(true, late), on_oxygen_as_charted: at(false, early) }, 'on_oxygen', true],
    [
      'both at once',
      { on_oxygen: at(false, late), on_oxygen_as_charted: at(true, late) },
      'on_oxygen_as_charted',
      true,
    ],
    [
      'the same instant in two zones',
      { on_oxygen: at(true, '2026-03-10T14:00:00+01:00'), on_oxygen_as_charted: at(false, late) },
      'on_oxygen',
      true,
    ],
    [
      'concentration alone',
      { on_oxygen_as_charted: absent(), on_oxygen_by_concentration: at(true, late) },
      'on_oxygen_by_concentration',
      true,
    ],
  ])('the newest record decides: %s', (_, changes, feature, value) => {
    expect(onOxygen(vectorOf(changes))).toEqual({ feature, value });
  });
  test.each(['unit-refused', 'implausible', 'no-value', 'status-refused', 'withheld', 'query-failed'] as const)(
    'a charted no is not believed beside a record that cannot be used (%s): it may be the newer one',
    (reason) => {
      const vector = vectorOf({ on_oxygen: absent(reason), on_oxygen_as_charted: at(false, early) });
      expect(onOxygen(vector)).toBeUndefined();
      expect(missingParameters(vector)).toEqual([{ feature: 'on_oxygen', reason, required: false }]);
    },
  );
  test('a flow of 0 beside an unusable concentration is unknown too, and is listed as missing', () => {
    const vector = vectorOf({
      on_oxygen: at(false, early),
      on_oxygen_by_concentration: absent('unit-refused'),
      on_oxygen_as_charted: absent(),
    });
    expect(onOxygen(vector)).toBeUndefined();
    expect(missingParameters(vector)).toEqual([{ feature: 'on_oxygen', reason: 'unit-refused', required: false }]);
  });
  test('a yes stands, and a record that is only too old casts no doubt', () => {
    expect(
      onOxygen(
        vectorOf({
          on_oxygen: at(true, early),
          on_oxygen_by_concentration: absent('implausible'),
          on_oxygen_as_charted: absent(),
        }),
      ),
    ).toEqual({
      feature: 'on_oxygen',
      value: true,
    });
    expect(onOxygen(vectorOf({ on_oxygen: absent('stale'), on_oxygen_as_charted: at(false, early) }))).toEqual({
      feature: 'on_oxygen_as_charted',
      value: false,
    });
  });
  test('ranks a record without a readable time last', () => {
    const vector = vectorOf({
      on_oxygen: present(true, { effective: 'unreadable' }),
      on_oxygen_as_charted: at(false, early),
    });
    expect(onOxygen(vector)).toEqual({ feature: 'on_oxygen_as_charted', value: false });
  });
});
