import { expect, test } from '@jest/globals';
import type { ServiceRequest } from '@medplum/fhirtypes';
import { aboutOrders, orderExtension } from './about-orders.ts';
import { card } from './card.ts';

const order = (id?: string): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  ...(id === undefined ? {} : { id }),
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
});

test('one order', () => {
  expect(aboutOrders([{ order: order('s1'), name: 'lipids' }])).toEqual({
    line: 'About the order: lipids (ServiceRequest/s1).',
    extension: { [orderExtension]: { references: ['ServiceRequest/s1'] } },
  });
});

test('several, one of them without id', () => {
  expect(
    aboutOrders([
      { order: order('s1'), name: 'a' },
      { order: order(), name: 'b' },
    ]),
  ).toEqual({
    line: 'About the orders: a (ServiceRequest/s1); b.',
    extension: { [orderExtension]: { references: ['ServiceRequest/s1'] } },
  });
});

test('none: nothing is said', () => expect(aboutOrders([])).toEqual({ line: '', extension: {} }));

test('a card leaves out what is empty, and chart text is escaped', () => {
  const { line, extension } = aboutOrders([{ order: order(), name: '<b>[x](http://evil)' }]);
  const built = card({ summary: 's', indicator: 'info', source: { label: 'l' }, detail: line, extension });
  expect(built).not.toHaveProperty('extension');
  expect(built.detail).toBe('About the order: &lt;b>\\[x\\](http:\u200b//evil).');
});
