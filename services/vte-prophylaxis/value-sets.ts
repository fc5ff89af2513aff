import { readValueSet } from '@cardwright/features';
import acuteInfectionJson from './value-sets/acute-infection.json' with { type: 'json' };
import acuteMyocardialInfarctionJson from './value-sets/acute-myocardial-infarction.json' with { type: 'json' };
import admissionOrdersJson from './value-sets/admission-orders.json' with { type: 'json' };
import anticoagulantsJson from './value-sets/anticoagulants.json' with { type: 'json' };
import antiplateletsAndNsaidsJson from './value-sets/antiplatelets-and-nsaids.json' with { type: 'json' };
import anyStrokeJson from './value-sets/any-stroke.json' with { type: 'json' };
import anyTumorJson from './value-sets/any-tumor.json' with { type: 'json' };
import bleedingDisorderJson from './value-sets/bleeding-disorder.json' with { type: 'json' };
import comfortMeasuresJson from './value-sets/comfort-measures.json' with { type: 'json' };
import connectiveTissueDiseaseJson from './value-sets/connective-tissue-disease.json' with { type: 'json' };
import copdIcd10Json from './value-sets/copd-icd-10.json' with { type: 'json' };
import copdSnomedCtJson from './value-sets/copd-snomed-ct.json' with { type: 'json' };
import factorVLeidenJson from './value-sets/factor-v-leiden.json' with { type: 'json' };
import heartFailureJson from './value-sets/heart-failure.json' with { type: 'json' };
import heparinsJson from './value-sets/heparins.json' with { type: 'json' };
import heparinInducedThrombocytopeniaJson from './value-sets/heparin-induced-thrombocytopenia.json' with { type: 'json' };
import hipPelvisLegFractureJson from './value-sets/hip-pelvis-leg-fracture.json' with { type: 'json' };
import historyOfMalignancyJson from './value-sets/history-of-malignancy.json' with { type: 'json' };
import hormonalTreatmentJson from './value-sets/hormonal-treatment.json' with { type: 'json' };
import inflammatoryBowelDiseaseJson from './value-sets/inflammatory-bowel-disease.json' with { type: 'json' };
import ischemicStrokeJson from './value-sets/ischemic-stroke.json' with { type: 'json' };
import lupusAnticoagulantJson from './value-sets/lupus-anticoagulant.json' with { type: 'json' };
import majorBleedingJson from './value-sets/major-bleeding.json' with { type: 'json' };
import mechanicalProphylaxisJson from './value-sets/mechanical-prophylaxis.json' with { type: 'json' };
import medicalAdmissionOrdersJson from './value-sets/medical-admission-orders.json' with { type: 'json' };
import medicalServicesJson from './value-sets/medical-services.json' with { type: 'json' };
import metastaticSolidTumorJson from './value-sets/metastatic-solid-tumor.json' with { type: 'json' };
import multipleTraumaJson from './value-sets/multiple-trauma.json' with { type: 'json' };
import operationsJson from './value-sets/operations.json' with { type: 'json' };
import otherThrombophiliaJson from './value-sets/other-thrombophilia.json' with { type: 'json' };
import palliativeCareJson from './value-sets/palliative-care.json' with { type: 'json' };
import plateletsJson from './value-sets/platelets.json' with { type: 'json' };
import pneumoniaJson from './value-sets/pneumonia.json' with { type: 'json' };
import pregnancyJson from './value-sets/pregnancy.json' with { type: 'json' };
import prothrombinMutationJson from './value-sets/prothrombin-mutation.json' with { type: 'json' };
import respiratoryFailureJson from './value-sets/respiratory-failure.json' with { type: 'json' };
import sepsisJson from './value-sets/sepsis.json' with { type: 'json' };
import spinalCordInjuryJson from './value-sets/spinal-cord-injury.json' with { type: 'json' };
import surgicalCategoryJson from './value-sets/surgical-category.json' with { type: 'json' };
import surgicalServicesJson from './value-sets/surgical-services.json' with { type: 'json' };
import thrombophiliaJson from './value-sets/thrombophilia.json' with { type: 'json' };
import traumaJson from './value-sets/trauma.json' with { type: 'json' };
import varicoseVeinsJson from './value-sets/varicose-veins.json' with { type: 'json' };
import venousThromboembolismJson from './value-sets/venous-thromboembolism.json' with { type: 'json' };

/** Heparins, for allergies. */
export const heparins = readValueSet(heparinsJson);

/** Personal history of malignancy. */
export const historyOfMalignancy = readValueSet(historyOfMalignancyJson);

/** Orders to admit that say that the patient is a medical one. */
export const medicalAdmissionOrders = readValueSet(medicalAdmissionOrdersJson);

/** Acute infection. */
export const acuteInfection = readValueSet(acuteInfectionJson);

/** Acute myocardial infarction. */
export const acuteMyocardialInfarction = readValueSet(acuteMyocardialInfarctionJson);

/** Orders to admit to hospital. */
export const admissionOrders = readValueSet(admissionOrdersJson);

/** Anticoagulants. */
export const anticoagulants = readValueSet(anticoagulantsJson);

/** Antiplatelet drugs and NSAIDs. */
export const antiplateletsAndNsaids = readValueSet(antiplateletsAndNsaidsJson);

/** Stroke, ischemic or hemorrhagic. */
export const anyStroke = readValueSet(anyStrokeJson);

/** Malignant tumor, leukemia or lymphoma. */
export const anyTumor = readValueSet(anyTumorJson);

/** Thrombocytopenia or bleeding disorder. */
export const bleedingDisorder = readValueSet(bleedingDisorderJson);

/** Comfort measures. */
export const comfortMeasures = readValueSet(comfortMeasuresJson);

/** Connective tissue disease. */
export const connectiveTissueDisease = readValueSet(connectiveTissueDiseaseJson);

/** Chronic obstructive pulmonary disease and emphysema, ICD-10-CM. */
export const copdIcd10 = readValueSet(copdIcd10Json);

/** Chronic obstructive pulmonary disease and emphysema, SNOMED CT. */
export const copdSnomedCt = readValueSet(copdSnomedCtJson);

/** Factor V Leiden. */
export const factorVLeiden = readValueSet(factorVLeidenJson);

/** Heart failure. */
export const heartFailure = readValueSet(heartFailureJson);

/** Heparin-induced thrombocytopenia. */
export const heparinInducedThrombocytopenia = readValueSet(heparinInducedThrombocytopeniaJson);

/** Fracture of hip, pelvis or leg. */
export const hipPelvisLegFracture = readValueSet(hipPelvisLegFractureJson);

/** Hormonal contraception or estrogen replacement. */
export const hormonalTreatment = readValueSet(hormonalTreatmentJson);

/** Inflammatory bowel disease. */
export const inflammatoryBowelDisease = readValueSet(inflammatoryBowelDiseaseJson);

/** Ischemic stroke. */
export const ischemicStroke = readValueSet(ischemicStrokeJson);

/** Lupus anticoagulant. */
export const lupusAnticoagulant = readValueSet(lupusAnticoagulantJson);

/** Intracranial or gastrointestinal bleeding. */
export const majorBleeding = readValueSet(majorBleedingJson);

/** Mechanical prophylaxis of thrombosis. */
export const mechanicalProphylaxis = readValueSet(mechanicalProphylaxisJson);

/** Medical services. */
export const medicalServices = readValueSet(medicalServicesJson);

/** Metastatic solid tumor. */
export const metastaticSolidTumor = readValueSet(metastaticSolidTumorJson);

/** Multiple trauma. */
export const multipleTrauma = readValueSet(multipleTraumaJson);

/** Operations. */
export const operations = readValueSet(operationsJson);

/** Other thrombophilia. */
export const otherThrombophilia = readValueSet(otherThrombophiliaJson);

/** Palliative care. */
export const palliativeCare = readValueSet(palliativeCareJson);

/** Platelet count. */
export const platelets = readValueSet(plateletsJson);

/** Pneumonia. */
export const pneumonia = readValueSet(pneumoniaJson);

/** Pregnancy. */
export const pregnancy = readValueSet(pregnancyJson);

/** Prothrombin gene mutation. */
export const prothrombinMutation = readValueSet(prothrombinMutationJson);

/** Respiratory failure. */
export const respiratoryFailure = readValueSet(respiratoryFailureJson);

/** Sepsis. */
export const sepsis = readValueSet(sepsisJson);

/** Acute spinal cord injury. */
export const spinalCordInjury = readValueSet(spinalCordInjuryJson);

/** Category of an order: surgical procedure. */
export const surgicalCategory = readValueSet(surgicalCategoryJson);

/** Surgical services. */
export const surgicalServices = readValueSet(surgicalServicesJson);

/** Known thrombophilia. */
export const thrombophilia = readValueSet(thrombophiliaJson);

/** Trauma of the last month. */
export const trauma = readValueSet(traumaJson);

/** Varicose veins of the legs. */
export const varicoseVeins = readValueSet(varicoseVeinsJson);

/** Venous thromboembolism, now or earlier. */
export const venousThromboembolism = readValueSet(venousThromboembolismJson);
