import { readValueSet } from '@cardwright/features';
import acuteHepatitisJson from './value-sets/acute-hepatitis.json' with { type: 'json' };
import altJson from './value-sets/alanine-aminotransferase.json' with { type: 'json' };
import albuminJson from './value-sets/albumin.json' with { type: 'json' };
import ascitesJson from './value-sets/ascites.json' with { type: 'json' };
import astJson from './value-sets/aspartate-aminotransferase.json' with { type: 'json' };
import bilirubinJson from './value-sets/bilirubin.json' with { type: 'json' };
import chronicHepatitisCJson from './value-sets/chronic-hepatitis-c.json' with { type: 'json' };
import cirrhosisJson from './value-sets/cirrhosis.json' with { type: 'json' };
import dialysisDependenceJson from './value-sets/dialysis-dependence.json' with { type: 'json' };
import dialysisProcedureJson from './value-sets/dialysis-procedure.json' with { type: 'json' };
import hepaticEncephalopathyJson from './value-sets/hepatic-encephalopathy.json' with { type: 'json' };
import hepatologyReferralJson from './value-sets/hepatology-referral.json' with { type: 'json' };
import inrJson from './value-sets/inr.json' with { type: 'json' };
import liverElastographyJson from './value-sets/liver-elastography.json' with { type: 'json' };
import liverTransplantJson from './value-sets/liver-transplant.json' with { type: 'json' };
import liverTransplantProcedureJson from './value-sets/liver-transplant-procedure.json' with { type: 'json' };
import plateletsJson from './value-sets/platelets.json' with { type: 'json' };
import sodiumJson from './value-sets/sodium.json' with { type: 'json' };
import steatoticLiverDiseaseJson from './value-sets/steatotic-liver-disease.json' with { type: 'json' };
import warfarinJson from './value-sets/warfarin.json' with { type: 'json' };

/** Who belongs to which score. */
export const cirrhosis = readValueSet(cirrhosisJson);
export const steatoticLiverDisease = readValueSet(steatoticLiverDiseaseJson);
export const chronicHepatitisC = readValueSet(chronicHepatitisCJson);
export const acuteHepatitis = readValueSet(acuteHepatitisJson);
export const liverTransplant = readValueSet(liverTransplantJson);
/** Transplantation of a liver, as a procedure. */
export const liverTransplantProcedure = readValueSet(liverTransplantProcedureJson);

/** What the scores ask for besides results. */
export const ascites = readValueSet(ascitesJson);
export const hepaticEncephalopathy = readValueSet(hepaticEncephalopathyJson);
export const dialysisDependence = readValueSet(dialysisDependenceJson);
export const dialysisProcedure = readValueSet(dialysisProcedureJson);
export const warfarin = readValueSet(warfarinJson);

/** Results. */
export const bilirubin = readValueSet(bilirubinJson);
export const inr = readValueSet(inrJson);
export const sodium = readValueSet(sodiumJson);
export const albumin = readValueSet(albuminJson);
export const ast = readValueSet(astJson);
export const alt = readValueSet(altJson);
export const platelets = readValueSet(plateletsJson);

/** Orders that the card is about. */
export const hepatologyReferral = readValueSet(hepatologyReferralJson);
export const liverElastography = readValueSet(liverElastographyJson);
