import { creatinine, units, type FeatureDeclarations } from '@cardwright/features';
import { bilirubinUnit, enzymeUnit, inrUnit, plateletUnit, sodiumUnit } from './units.ts';
import {
  acuteHepatitis,
  albumin,
  alt,
  ascites,
  ast,
  bilirubin,
  chronicHepatitisC,
  cirrhosis,
  dialysisDependence,
  dialysisProcedure,
  hepaticEncephalopathy,
  inr,
  liverTransplant,
  liverTransplantProcedure,
  platelets,
  sodium,
  steatoticLiverDisease,
  warfarin,
} from './value-sets.ts';
import { dialysisWindow, windows } from './windows.ts';

const onProblemList = { kind: 'condition', when: 'active', negative: 'asked' } as const;
const severity = { kind: 'observation-number', pick: 'latest', window: windows.severity } as const;
const fibrosis = { kind: 'observation-number', pick: 'latest', window: windows.fibrosis } as const;

/**
 * What is read from the chart; results carry the names of the references. `plausible` guards against entry errors and is
 * as wide as the widest range of the models. Ascites and encephalopathy are a yes or a recorded no, never an assumed no.
 */
export const features: FeatureDeclarations = {
  age: { kind: 'age' },
  sex: { kind: 'sex', from: 'birth' },
  deceased: { kind: 'deceased' },
  cirrhosis: { ...onProblemList, codes: cirrhosis },
  steatotic_liver_disease: { ...onProblemList, codes: steatoticLiverDisease },
  chronic_hepatitis_c: { ...onProblemList, codes: chronicHepatitisC },
  acute_hepatitis: { ...onProblemList, codes: acuteHepatitis },
  liver_transplant: { ...onProblemList, codes: liverTransplant, when: 'ever' },
  liver_transplant_done: { kind: 'procedure', codes: liverTransplantProcedure, when: 'ever', negative: 'asked' },
  ascites: { ...onProblemList, codes: ascites, negative: 'explicit' },
  encephalopathy: { ...onProblemList, codes: hepaticEncephalopathy, negative: 'explicit' },
  // The source counts no recorded dialysis as none; the card prints it.
  dialysis_twice_in_week: { ...onProblemList, codes: dialysisDependence, negative: 'default' },
  // One session is not two: it is told, and does not change the score.
  dialysis_session: {
    kind: 'procedure',
    codes: dialysisProcedure,
    when: 'in-window',
    window: dialysisWindow,
    negative: 'asked',
  },
  warfarin: { kind: 'medication', codes: warfarin, negative: 'asked' },
  creatinine: { ...severity, codes: creatinine, unit: units.creatinine, plausible: [0.1, 25] },
  bilirubin: { ...severity, codes: bilirubin, unit: bilirubinUnit, plausible: [0, 80] },
  inr: { ...severity, codes: inr, unit: inrUnit, plausible: [0.5, 20] },
  sodium: { ...severity, codes: sodium, unit: sodiumUnit, plausible: [100, 180] },
  albumin: { ...severity, codes: albumin, unit: units.protein, plausible: [0.5, 7] },
  ast: { ...fibrosis, codes: ast, unit: enzymeUnit, plausible: [1, 20000] },
  alt: { ...fibrosis, codes: alt, unit: enzymeUnit, plausible: [1, 20000] },
  platelets: { ...fibrosis, codes: platelets, unit: plateletUnit, plausible: [1, 3000] },
};
