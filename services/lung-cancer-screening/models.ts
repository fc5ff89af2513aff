import { GraphBuilder, readReferenceVectors, type BuiltModel } from '@cardwright/model-builder';
import { centred, intensity, intercept, present, raceTerms, races } from './coefficients.ts';
import { ownVectors } from './own-vectors.ts';
import { referencePatient } from './reference-patient.ts';
import vectors from './reference-vectors.json' with { type: 'json' };
import { inputs, outputs, variant } from './signature.ts';

/** The published equation as a float64 graph with its signature and golden vectors. Build time only. */
export function buildModels(): readonly BuiltModel[] {
  return [
    {
      manifest: {
        id: `plcom2012@${variant}`,
        variant,
        title: 'PLCOm2012 six-year lung cancer risk, with race',
        reference: 'plcom2012',
        citation: 'Tammemägi MC, Katki HA, Hocking WG, et al. N Engl J Med 2013;368:728-736, Table 2',
        evidence: 'cross-checked',
        use: 'card',
        inputs,
        outputs,
        interactionOrder: 1,
        referencePatient,
        provenance: 'Graph built from the published coefficients in coefficients.ts by models.ts; float64.',
      },
      graph: graph(),
      golden: [
        ...readReferenceVectors(vectors).map(({ model: _model, horizon: _horizon, ...vector }) => vector),
        ...ownVectors(),
      ],
    },
  ];
}

/** A sum of one term for each input on the log-odds scale. */
function graph(): GraphBuilder {
  const g = new GraphBuilder({ name: variant, columns: inputs.map(({ name }) => name) });
  const link = g.add(
    intercept,
    ...Object.entries(centred).map(([name, { coefficient, centre }]) =>
      g.mul(g.sub(g.column(name), centre), coefficient),
    ),
    ...Object.entries(present).map(([name, coefficient]) => g.mul(g.column(name), coefficient)),
    g.mul(g.sub(g.div(10, g.column('cigarettes_per_day')), intensity.centre), intensity.coefficient),
    g.lookup(
      g.column('race'),
      races.map((race) => raceTerms[race]),
    ),
  );
  g.outputs([g.sigmoid(link)]);
  g.links([link]);
  return g;
}
