import type { EvaluationInput, Prediction } from '@cardwright/cds-service';
import { absenceInWords, quantity } from '@cardwright/cards';
import { differenceInWords, doseInWords, dosesOf, shownDifferenceMg } from './dose-in-words.ts';
import type { PredictionsByRole } from './predictions-by-role.ts';

const targetInr =
  'Target INR: not stated in this call. The formula was derived in patients with a target INR of 2 to 3; for another target it does not apply.';
const initialOnly = 'Estimate of an initial dose only; later doses are guided by the INR.';

const inducers = {
  carbamazepine: 'carbamazepine',
  phenytoin: 'phenytoin',
  rifampicin: 'rifampicin (rifampin)',
} as const;

const raceWords: Readonly<Record<string, string>> = {
  white: 'White',
  asian: 'Asian',
  black: 'Black or African American',
};

/** The sentences that belong with the number, most important first. */
export function notesOf(input: EvaluationInput, byRole: PredictionsByRole): readonly string[] {
  const main = byRole.estimate ?? byRole['no-dose'];
  return [
    ...(byRole['no-dose'] ? [noDose(byRole['no-dose'])] : []),
    initialOnly,
    ...earlierNote(input),
    targetInr,
    ...genotypeNotes(input, main, byRole),
    ...raceNotes(main, byRole),
    ...clinicalNotes(byRole),
    drugNote(input),
  ];
}

/** "Known stable dose" is outside the formula (reference file, exclusions); whether one is known no chart says. */
function earlierNote({ vector }: EvaluationInput): readonly string[] {
  const earlier = vector.features['earlier_warfarin'];
  if (earlier?.status !== 'present' || earlier.value !== true) return [];
  return [
    'An earlier warfarin order that has ended is on file: for a patient with a known stable dose the formula is not meant.',
  ];
}

function noDose(prediction: Prediction): string {
  const root = prediction.outputs['sqrt_weekly_dose']?.value;
  const said = typeof root === 'number' ? ` (${quantity(root, '1')})` : '';
  return `The formula gives no dose for these inputs: its sum is the square root of the weekly dose and is negative here${said}. It is refused, not squared.`;
}

function genotypeNotes(
  { vector }: EvaluationInput,
  main: Prediction | undefined,
  byRole: PredictionsByRole,
): readonly string[] {
  const genes = { vkorc1: 'VKORC1', cyp2c9: 'CYP2C9' } as const;
  const missing = (['vkorc1', 'cyp2c9'] as const).flatMap((name) => {
    const feature = vector.features[name];
    const value = main?.inputs[name] ?? 'unknown';
    if (value !== 'unknown') return [];
    return [`${genes[name]} (${feature?.status === 'absent' ? absenceInWords(feature.reason) : 'unknown'})`];
  });
  if (missing.length === 0) return [];
  const used =
    main?.variant === 'iwpc-clinical'
      ? 'The IWPC formula without genotype was used'
      : 'The formula’s own term for a missing genotype was used';
  const [low, high] = [dosesOf(byRole['lowest-genotype']), dosesOf(byRole['highest-genotype'])];
  const span =
    low && high
      ? ` With the genotype, the pharmacogenetic formula would give between ${doseInWords(low)} and ${doseInWords(high)}, depending on the result.`
      : '';
  return [`Genotype not available: ${missing.join(' and ')}. ${used}; a normal result was not assumed.${span}`];
}

function raceNotes(main: Prediction | undefined, byRole: PredictionsByRole): readonly string[] {
  const race = main?.inputs['race'];
  if (race === 'mixed') {
    return [
      'Race input: not recorded as one of White, Asian, or Black or African American; the formula’s category "missing or mixed" was used.',
    ];
  }
  const [dose, without] = [dosesOf(byRole.estimate), dosesOf(byRole['without-race'])];
  if (typeof race !== 'string' || !dose || !without) return [];
  return [
    `Race input: the formula has a term for race (recorded: ${raceWords[race] ?? race}), which stands for differences between groups in its cohort. With "missing or mixed" instead it would give ${doseInWords(without)}, ${changeInWords(shownDifferenceMg(without.weeklyMg, dose.weeklyMg))}.`,
  ];
}

function changeInWords(differenceMg: number): string {
  if (differenceMg === 0) return 'the same as shown';
  return `${differenceInWords(differenceMg)} ${differenceMg > 0 ? 'more' : 'less'}`;
}

function clinicalNotes(byRole: PredictionsByRole): readonly string[] {
  const dose = dosesOf(byRole.clinical);
  return dose
    ? [
        `The IWPC formula without genotype gives ${doseInWords(dose)} for this patient. No change of the draft is offered, because which formula to use depends on the alleles that were tested.`,
      ]
    : [];
}

/** The formula knows four drugs and no other interaction. */
function drugNote({ vector }: EvaluationInput): string {
  const on = (name: string) => {
    const feature = vector.features[name];
    return feature?.status === 'present' && feature.value === true;
  };
  const raising = Object.entries(inducers).flatMap(([name, word]) =>
    on(name) ? [`${word} (raises the estimate)`] : [],
  );
  const drugs = [...(on('amiodarone') ? ['amiodarone (lowers the estimate)'] : []), ...raising];
  const limits = 'Other interacting drugs are not in the formula.';
  return drugs.length > 0
    ? `Interacting drugs of the formula on file: ${drugs.join(', ')}. ${limits}`
    : `None of the formula’s interacting drugs (amiodarone, carbamazepine, phenytoin, rifampicin) is on file as active. ${limits}`;
}
