import { describe, expect, test } from '@jest/globals';
import { registeredServices } from '../load-services.ts';
import { describeModel } from './describe-model.ts';

const services = [...registeredServices.values()].map(({ manifest }) => manifest);

describe('describeModel', () => {
  test.each(services.map((manifest) => [manifest.id, manifest] as const))(
    '%s tells all 31 attributes',
    (_id, manifest) => {
      const { attributes } = describeModel(manifest, []);
      expect(attributes.map(({ number }) => number)).toEqual(Array.from({ length: 31 }, (_, index) => index + 1));
      for (const { told } of attributes) {
        const words = typeof told === 'string' ? told : told.notAvailable;
        expect(words).toMatch(/\S.*\S/);
      }
    },
  );

  test('says what service.json says, before what is derived', () => {
    const [first] = services;
    if (first?.modelCard === undefined) throw new Error('no service has a model card');
    const modelCard = { ...first.modelCard, funding: 'A grant', localValidity: { notAvailable: 'nobody looked' } };
    const { attributes } = describeModel({ ...first, modelCard }, []);
    const told = Object.fromEntries(attributes.map((attribute) => [attribute.key, attribute.told]));
    expect(told).toMatchObject({
      funding: 'A grant',
      localValidity: { notAvailable: 'nobody looked' },
      intendedUse: modelCard.intendedUse,
      intendedPopulation: first.population,
    });
  });

  test('a service that says nothing is told so', () => {
    const [first] = services;
    if (first === undefined) throw new Error('no service');
    const { modelCard: _left, ...rest } = first;
    expect(describeModel(rest, []).attributes.find(({ key }) => key === 'intendedUse')?.told).toEqual({
      notAvailable: 'service.json does not say it (modelCard.intendedUse)',
    });
  });
});
