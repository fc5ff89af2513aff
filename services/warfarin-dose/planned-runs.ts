import type { ModelInputs, PredictionRequest } from '@cardwright/cds-service';
import {
  cyp2c9Diplotypes,
  iwpcClinical,
  iwpcPharmacogenetic,
  vkorc1Genotypes,
  type IwpcCoefficients,
} from './coefficients.ts';
import { iwpcRoot } from './iwpc-root.ts';

export type IwpcVariant = 'iwpc-pharmacogenetic' | 'iwpc-clinical';

/**
 * What a prediction is for. `estimate`: the answer. `no-dose`: the formula's root is negative, so only the root is asked
 * for. `without-race`: the same patient with the formula's "missing or mixed". `lowest-genotype`, `highest-genotype`:
 * the ends of what the missing genotype could give. `clinical`: the formula without genotype, where CPIC asks for it.
 */
export type RunRole = 'estimate' | 'no-dose' | 'without-race' | 'lowest-genotype' | 'highest-genotype' | 'clinical';

export interface PlannedRun {
  readonly role: RunRole;
  readonly request: PredictionRequest;
}

const doses = ['weekly_dose_mg', 'daily_dose_mg'] as const;
const coefficients: Readonly<Record<IwpcVariant, IwpcCoefficients>> = {
  'iwpc-pharmacogenetic': iwpcPharmacogenetic,
  'iwpc-clinical': iwpcClinical,
};

/**
 * The runs for one patient, the answer first. A pure function of the judged inputs of the answer, so that the
 * assessment finds out what each prediction is for from the first one's inputs. Rows without a dose are not asked for:
 * one of them would refuse the whole batch.
 */
export function plannedRuns(variant: IwpcVariant, inputs: ModelInputs): readonly PlannedRun[] {
  if (iwpcRoot(coefficients[variant], inputs) < 0) {
    return [{ role: 'no-dose', request: { variant, inputs, outputs: ['sqrt_weekly_dose'] } }];
  }
  return [
    {
      role: 'estimate',
      request: { variant, inputs, outputs: [...doses, 'sqrt_weekly_dose'], explain: ['weekly_dose_mg'] },
    },
    ...withoutRace(variant, inputs),
    ...genotypeEnds(inputs),
    ...clinical(variant, inputs),
  ];
}

function withoutRace(variant: IwpcVariant, inputs: ModelInputs): readonly PlannedRun[] {
  if (inputs['race'] === 'mixed') return [];
  return [sensitivity('without-race', variant, { ...inputs, race: 'mixed' })].filter(hasDose);
}

/** The genotypes that fit what is known, those with the lowest and the highest dose. */
function genotypeEnds(inputs: ModelInputs): readonly PlannedRun[] {
  const { vkorc1 = 'unknown', cyp2c9 = 'unknown' } = inputs;
  if (vkorc1 !== 'unknown' && cyp2c9 !== 'unknown') return [];
  const possible = (vkorc1 === 'unknown' ? vkorc1Genotypes : [vkorc1])
    .flatMap((v) =>
      (cyp2c9 === 'unknown' ? cyp2c9Diplotypes : [cyp2c9]).map((c) => ({ ...inputs, vkorc1: v, cyp2c9: c })),
    )
    .map((row) => ({ row, root: iwpcRoot(iwpcPharmacogenetic, row) }))
    .filter(({ root }) => root >= 0)
    .toSorted((a, b) => a.root - b.root);
  const [lowest, highest] = [possible.at(0), possible.at(-1)];
  if (lowest === undefined || highest === undefined) return [];
  return [
    sensitivity('lowest-genotype', 'iwpc-pharmacogenetic', lowest.row),
    sensitivity('highest-genotype', 'iwpc-pharmacogenetic', highest.row),
  ];
}

/** CPIC 2017, figure 2, note c: African ancestry and *5, *6, *8, *11 not tested: dose clinically. */
function clinical(variant: IwpcVariant, inputs: ModelInputs): readonly PlannedRun[] {
  if (variant !== 'iwpc-pharmacogenetic' || inputs['race'] !== 'black') return [];
  const known = Object.entries(inputs).filter(([name]) => name !== 'vkorc1' && name !== 'cyp2c9');
  return [sensitivity('clinical', 'iwpc-clinical', Object.fromEntries(known))].filter(hasDose);
}

const sensitivity = (role: RunRole, variant: IwpcVariant, inputs: ModelInputs): PlannedRun => ({
  role,
  request: { variant, inputs, outputs: doses },
});

function hasDose({ request }: PlannedRun): boolean {
  const variant: IwpcVariant = request.variant === 'iwpc-clinical' ? 'iwpc-clinical' : 'iwpc-pharmacogenetic';
  return iwpcRoot(coefficients[variant], request.inputs) >= 0;
}
