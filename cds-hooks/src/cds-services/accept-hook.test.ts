import { describe, expect, test } from '@jest/globals';
import { parseCdsRequest } from '../wire/parse-cds-request.ts';
import { acceptHook } from './accept-hook.ts';

const drafts = { draftOrders: { resourceType: 'Bundle' } };
const call = (hook: string, context: object = {}) =>
  parseCdsRequest({ hook, hookInstance: 'h', context: { patientId: 'p1', ...context } });
const notListed = ['The service does not list the hook of this call; the context carries what it needs.'];

describe('accepted', () => {
  test.each([
    ['the hook of the service', ['patient-view'], call('patient-view'), []],
    ['one of several', ['patient-view', 'order-sign'], call('order-sign', drafts), []],
    ['a hook of an organisation', ['org.example.own'], call('org.example.own'), []],
    ['patient-view for a service of the chart', ['encounter-start'], call('patient-view'), notListed],
    ['any hook for a service of the chart', ['patient-view'], call('org.example.bpa', drafts), notListed],
    ['drafts under another hook', ['order-sign'], call('org.example.order-review', drafts), notListed],
  ])('%s', (_name, hooks, request, notes) => expect(acceptHook(hooks, request)).toEqual(notes));
});

describe('refused', () => {
  test.each([
    [
      'another hook without drafts',
      ['order-select', 'order-sign'],
      call('patient-view'),
      'The service answers the hooks order-select, order-sign; this call is of another hook and has no context.draftOrders.',
    ],
    [
      'its hook without drafts',
      ['order-sign', 'patient-view'],
      call('order-sign'),
      'The hook requires context.draftOrders, and the service cannot decide without it.',
    ],
    ['its hook with drafts null', ['order-sign'], call('order-sign', { draftOrders: null }), 'The hook requires'],
    [
      'either of two subjects',
      ['order-dispatch', 'appointment-book'],
      call('x'),
      'has no context.dispatchedOrders or context.appointments.',
    ],
  ])('%s', (_name, hooks, request, message) => {
    expect(() => acceptHook(hooks, request)).toThrow(
      expect.objectContaining({ code: 'bad-request', message: expect.stringContaining(message) }),
    );
  });
});
