import type { DoseRules } from '@cardwright/features';
import type { ValueSet } from '@cardwright/fhir';
import strengthsJson from './product-strengths.json' with { type: 'json' };
import * as sets from './value-sets.ts';

/** An opioid that CDC's table gives a factor. */
export interface Opioid {
  /** Its name in the table and in the reference; the feature of what is prescribed is named the same. */
  readonly id: string;
  /** As the card calls it. */
  readonly name: string;
  readonly rules: DoseRules;
}

const products: Readonly<
  Record<string, { readonly opioid: string; readonly mg?: number; readonly ugPerHour?: number }>
> = strengthsJson.products;

const strengthsOf = (opioid: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(products).flatMap(([code, row]) => {
      const strength = row.mg ?? row.ugPerHour;
      return row.opioid === opioid && strength !== undefined ? [[code, strength]] : [];
    }),
  );

const oral = (id: string, codes: ValueSet): Opioid => ({
  id,
  name: id,
  rules: { codes, routes: sets.routesOral, unlike: sets.notPlainOral, products: strengthsOf(id) },
});

/** The rows of the table, in its order. */
export const opioids: readonly Opioid[] = [
  oral('codeine', sets.codeine),
  {
    id: 'fentanyl_transdermal',
    name: 'fentanyl patch',
    rules: {
      codes: sets.fentanyl,
      routes: sets.routesSkin,
      unlike: sets.notPlainOral,
      products: strengthsOf('fentanyl_transdermal'),
      unit: 'ug/h',
    },
  },
  oral('hydrocodone', sets.hydrocodone),
  oral('hydromorphone', sets.hydromorphone),
  oral('methadone', sets.methadone),
  oral('morphine', sets.morphine),
  oral('oxycodone', sets.oxycodone),
  oral('oxymorphone', sets.oxymorphone),
  oral('tapentadol', sets.tapentadol),
  oral('tramadol', sets.tramadol),
];

const counted = opioids.map(({ rules }) => rules.codes);

/** All of them and the opioids without a factor, as one set; buprenorphine is not counted and not here. */
export const allOpioids: ValueSet = {
  id: 'opioids',
  title: 'Opioids',
  source: 'The value sets of this folder together.',
  codes: [...counted, sets.opioidsWithoutFactor].flatMap(({ codes }) => codes),
  names: [...counted, sets.opioidsWithoutFactor].flatMap(({ names = [] }) => names),
};
