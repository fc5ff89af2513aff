import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readValueSet } from '@cardwright/features';
import { mayMean } from '@cardwright/fhir';

const services = fileURLToPath(new URL('../../services', import.meta.url));
const setOf = (path: string) => {
  const [service = '', id = ''] = path.split('/');
  const file = join(services, service, 'value-sets', `${id}.json`);
  return readValueSet(JSON.parse(readFileSync(file, 'utf8')), file);
};

/**
 * What clinicians write on problem lists, and short titles of ICD-9-CM version 32 (the file of 2014-10-01), under a local code: none of it
 * may read as a firm no (decisions 8 and 20). And what holds the same letters and means something else.
 */
const written: readonly (readonly [set: string, doubts: readonly string[], others: readonly string[]])[] = [
  [
    'cvd-risk-prevent/diabetes',
    [
      'T2DM',
      'DM',
      'DM II',
      'T2D',
      'NIDDM',
      'DMII wo cmp nt st uncntr',
      'DMI neuro nt st uncntrld',
      'Sec DM renal uncontrld',
    ],
    ['GDM', 'pre-DM', 'Gestational DM', 'Risk of DM', 'ADMIT'],
  ],
  [
    'cvd-risk-prevent/prior-cvd',
    [
      'MI',
      'old MI',
      'NSTEMI 2019',
      'CAD s/p CABG',
      'CVA',
      'TIAs',
      'CHF NOS',
      'HFpEF',
      'PVD',
      'Crnry athrscl natve vssl',
      'Crbl art ocl NOS w infrc',
      'Old myocardial infarct',
      'Ac on chr syst hrt fail',
      'Late eff CV dis-aphasia',
      'Periph vascular dis NOS',
    ],
    [
      'CVA tenderness',
      'ASCVD risk 7.5 %',
      'Heel pad pain',
      'Hyp hrt dis NOS w/o hf',
      'Ocl crtd art wo infrct',
      'Mitral valve prolapse',
    ],
  ],
  [
    'stroke-bleeding-af/atrial-fibrillation',
    ['AF', 'PAF', 'A-fib', 'a fib', 'Afib with RVR'],
    ['AFP raised', 'Screening for AF'],
  ],
  ['stroke-bleeding-af/diabetes', ['T2DM', 'DMII wo cmp nt st uncntr'], ['pre-DM']],
  [
    'stroke-bleeding-af/hypertension',
    ['HTN', 'Benign hyp ht dis w/o hf', 'Hyp kid NOS w cr kid V', 'Old hyperten preg-unspec'],
    [
      'Pulmonary HTN',
      'Prim pulm hypertension',
      'Trans hyperten preg-unsp',
      'White coat HTN',
      'Hypertrophy of prostate',
    ],
  ],
  [
    'stroke-bleeding-af/heart-failure',
    ['CHF', 'HFrEF', 'HF', 'CCF', 'Systolic hrt failure NOS', 'Hyp ht dis NOS w ht fail', 'LV dysfunction'],
    ['Hyp hrt dis NOS w/o hf', 'Hypertensive heart disease without heart failure', 'Chief complaint: cough'],
  ],
  [
    'stroke-bleeding-af/vascular-disease',
    ['MI', 'AMI inferior wall, init', 'PVD', 'PAD', 'Periph vascular dis NOS'],
    ['Acute cor occlsn w/o MI', 'Neurogenic claudication', 'Hypertrophy of fat pad, knee'],
  ],
  [
    'stroke-bleeding-af/stroke-tia-embolism',
    ['CVA', 'TIAs', 'Crbl emblsm w infrct', 'Trans cereb ischemia NOS', 'Late effect CV dis NOS'],
    ['CVA tenderness', 'Ocl crtd art wo infrct'],
  ],
  [
    'stroke-bleeding-af/stroke',
    ['SAH', 'ICH', 'strokes', 'Crbl thrmbs w infrct'],
    ['Crbl thrmbs wo infrct', 'CVA tenderness'],
  ],
  [
    'stroke-bleeding-af/major-bleeding',
    ['GIB', 'UGIB 2019', 'SDH', 'Chr stomach ulc w hem', 'Intracranial hemorr NOS'],
    ['SDH screening', 'Hemorrhoids NOS', 'Bleeding risk'],
  ],
  ['stroke-bleeding-af/bleeding-predisposition', ['IDA', 'ITP', 'Low platelets'], ['Candidal infection']],
  [
    'stroke-bleeding-af/dialysis-or-kidney-transplant',
    ['on HD', 'CAPD', 'DDKT 2015', 'Comp-periton dialys cath'],
    ['Retinal dialysis', 'Huntington disease (HD)'],
  ],
  [
    'kidney-failure-risk/chronic-kidney-disease',
    ['CKD4', 'CKD 4', 'CKD3a', 'Chr kidney dis stage IV', 'Hyp kid NOS w cr kid V', 'CRF'],
    ['Cri-du-chat syndrome', 'Screening for CKD'],
  ],
  [
    'kidney-failure-risk/kidney-replacement-therapy-icd-10',
    ['ESRD', 'ESRD on HD', 'KTx 2015', 'End stage renal disease'],
    ['Retinal dialysis'],
  ],
  ['aki-kdigo/chronic-dialysis-icd-10', ['ESRD', 'ESKD', 'on HD', 'CAPD'], ['HD 3 of stay']],
  [
    'liver-disease-severity/chronic-hepatitis-c',
    ['HCV', 'Hep C', 'Chrnc hpt C wo hpat coma', 'Hpt C w/o hepat coma NOS'],
    ['HCV screening', 'Hepatitis C screening', 'HBV'],
  ],
  ['liver-disease-severity/cirrhosis', ['ESLD'], ['PBC']],
  [
    'liver-disease-severity/steatotic-liver-disease',
    ['Fatty liver', 'MAFLD', 'Hepatic steatosis'],
    ['Acute fatty liver of pregnancy'],
  ],
  ['liver-disease-severity/liver-transplant', ['s/p OLT 2018'], ['Olecranon bursitis']],
  [
    'vte-prophylaxis/venous-thromboembolism',
    ['PE', 'DVT', 'VTE 2019', 'Pulm embol/infarct NEC', 'Ac DVT/embl low ext NOS', 'Saddle embol pulmon art'],
    ['DVT prophylaxis', 'VTE ppx', 'PE tubes', 'Congenital pes planus', 'Risk of DVT'],
  ],
  ['vte-prophylaxis/heart-failure', ['CHF', 'Chr diastolic hrt fail'], ['Hyp hrt dis NOS w/o hf']],
  [
    'vte-prophylaxis/acute-myocardial-infarction',
    ['MI', 'AMI NOS, initial'],
    ['Old MI', 'h/o MI', 'History of myocardial infarction'],
  ],
  ['vte-prophylaxis/ischemic-stroke', ['CVA', 'Cva', 'Crbl art ocl NOS w infrc'], ['h/o CVA', 'CVA tenderness']],
  [
    'vte-prophylaxis/any-tumor',
    ['Mal neo bronch/lung NOS', 'Malign neopl breast NOS', 'CLL', 'NSCLC'],
    ['Scrn mal neo breast NOS', 'Sec mal neo brain/spine'],
  ],
  ['vte-prophylaxis/metastatic-solid-tumor', ['Bone mets', 'Secondary malig neo bone'], ['Metatarsalgia']],
  ['vte-prophylaxis/acute-infection', ['UTI', 'PNA', 'Bacteremia', 'Septicemia NOS'], ['COVID-19 vaccination']],
  [
    'vte-prophylaxis/heparin-induced-thrombocytopenia',
    ['HIT', 'Heparin-indu thrombocyto'],
    ['Hit by car', 'Hit head on door'],
  ],
  ['vte-prophylaxis/hip-pelvis-leg-fracture', ['Hip fx', 'FX NECK OF FEMUR NOS-CL'], ['Non-ossifying fibroma (NOF)']],
  ['vte-prophylaxis/copd-icd-10', ['Chr airway obstruct NEC', 'AECOPD'], ['Screening for COPD']],
  [
    'pulmonary-embolism-workup/venous-thromboembolism-icd-10',
    ['PE', 'DVT', 'Iatrogen pulm emb/infarc'],
    ['DVT prophylaxis', 'PE tube', 'Pes planus'],
  ],
  [
    'pulmonary-embolism-workup/history-of-venous-thromboembolism',
    ['h/o PE', 'Hx of DVT', 'Hx-ven thrombosis/embols'],
    ['h/o PEA arrest'],
  ],
  [
    'pulmonary-embolism-workup/cancer-icd-10',
    ['NSCLC', 'Breast ca', 'Malign neopl prostate', 'Bone mets'],
    ['Malignant essential hypertension', 'Breast cancer screening', 'Scrn mal neo breast NOS'],
  ],
  [
    'pulmonary-embolism-workup/pregnancy-icd-10',
    ['Supervis normal 1st preg', 'IUP at 20 weeks gestation'],
    ['Not pregnant', 'Neg preg test'],
  ],
  ['warfarin-dose/pregnancy', ['Supervis oth normal preg', 'IUP'], ['Pregnancy test negative']],
  ['deterioration-news2/pregnancy', ['Supervis oth normal preg', 'IUP'], ['Pregnancy test negative']],
  [
    'opioid-safety/sickle-cell-disease',
    ['HbSS', 'SCD', 'Hb-SS disease w crisis', 'Hb-S/Hb-C dis w crisis'],
    ['Sickle-cell trait', 'HbS trait', 'SCD boots'],
  ],
  ['opioid-safety/palliative-care', ['Comfort care', 'End-of-life care'], ['Comfortable at rest']],
  ['sepsis-screen/infection', ['UTI', 'PNA', 'C. diff'], ['Viral infection']],
  [
    'sepsis-screen/chronic-organ-disease',
    ['CKD4', 'CKD 3b', 'ESRD', 'ESLD', 'Chr kidney dis stage IV'],
    ['CKD 2', 'CKD stage 1'],
  ],
  [
    'pharmacogenomics/stroke-or-tia',
    ['TIAs', 'CVAs', 'Crbl art ocl NOS w infrc', 'Trans cereb ischemia NOS'],
    ['CVA tenderness', 'Crbl art oc NOS wo infrc'],
  ],
  ['pharmacogenomics/intracranial-hemorrhage', ['SAH', 'SDH', 'Intracranial hemorr NOS'], ['Hemorrhoids NOS']],
  [
    'readmission-risk/moderate-or-severe-liver-or-renal-disease',
    ['CKD 3a', 'CKD3b', 'CKD IV', 'Chr kidney dis stage IV', 'Chronic kidney disease, Stage III (moderate)'],
    ['CKD 2'],
  ],
  [
    'lung-cancer-screening/copd-icd-10',
    ['Chr airway obstruct NEC', 'Obs chr bronc w(ac) exac'],
    ['Screening for COPD'],
  ],
];

describe.each(written)('%s', (path, doubts, others) => {
  const set = setOf(path);
  test.each(doubts)('%s leaves the question open', (text) => {
    const coding = [{ system: 'https://ehr.hospital.example.org/problems', code: 'P1', display: text }];
    expect([mayMean({ coding }, set), mayMean({ text }, set)]).toEqual([true, true]);
  });
  test.each(others)('%s does not', (text) => {
    expect(mayMean({ text }, set)).toBe(false);
  });
});
