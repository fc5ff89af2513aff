import type { Code, ValueSet } from '@cardwright/fhir';
import { codeSystems } from '@cardwright/features';

const ingredient = (code: string, display: string): Code => ({ system: codeSystems.rxnorm, code, display });

/**
 * Ingredients of blood-pressure medication. Names: every ingredient of VSAC 2.16.840.1.113883.3.526.1577, whose members
 * are products; without those whose usual product is not for blood pressure and would be taken for it by name: timolol
 * and betaxolol (eye drops), minoxidil (topical), nimodipine (subarachnoid haemorrhage), phenoxybenzamine
 * (phaeochromocytoma), isosorbide dinitrate, atorvastatin. RxNorm ingredient codes where an ingredient-level value set gives them.
 * The model asks for current medication that lowers blood pressure, whatever it was prescribed for.
 */
export const antihypertensives: ValueSet = {
  id: 'antihypertensives',
  title: 'Blood-pressure medication',
  source:
    'VSAC 2.16.840.1.113883.3.526.1577 "Pharmacologic Therapy for Hypertension" (20210220, CMS22); ingredient codes: VSAC 2.16.840.1.113883.3.526.3.1489 "ACE Inhibitor or ARB or ARNI Ingredient" (20230217) and 2.16.840.1.113883.3.526.3.1493 "Beta Blocker Therapy Ingredient" (20170504)',
  codes: [
    ingredient('1998', 'captopril'),
    ingredient('3827', 'enalapril'),
    ingredient('18867', 'benazepril'),
    ingredient('29046', 'lisinopril'),
    ingredient('30131', 'moexipril'),
    ingredient('35208', 'quinapril'),
    ingredient('35296', 'ramipril'),
    ingredient('38454', 'trandolapril'),
    ingredient('50166', 'fosinopril'),
    ingredient('54552', 'perindopril'),
    ingredient('52175', 'losartan'),
    ingredient('69749', 'valsartan'),
    ingredient('73494', 'telmisartan'),
    ingredient('83515', 'eprosartan'),
    ingredient('83818', 'irbesartan'),
    ingredient('214354', 'candesartan'),
    ingredient('321064', 'olmesartan'),
    ingredient('1091643', 'azilsartan'),
    ingredient('149', 'acebutolol'),
    ingredient('1202', 'atenolol'),
    ingredient('6185', 'labetalol'),
    ingredient('6918', 'metoprolol'),
    ingredient('7226', 'nadolol'),
    ingredient('8332', 'pindolol'),
    ingredient('8787', 'propranolol'),
    ingredient('19484', 'bisoprolol'),
    ingredient('20352', 'carvedilol'),
    ingredient('31555', 'nebivolol'),
  ],
  names: [
    ...['captopril', 'enalapril', 'enalaprilat', 'benazepril', 'lisinopril', 'moexipril', 'quinapril', 'ramipril'],
    ...[
      'trandolapril',
      'fosinopril',
      'perindopril',
      'losartan',
      'valsartan',
      'telmisartan',
      'eprosartan',
      'irbesartan',
    ],
    ...['candesartan', 'olmesartan', 'azilsartan', 'aliskiren'],
    ...['acebutolol', 'atenolol', 'bisoprolol', 'carvedilol', 'esmolol', 'labetalol', 'metoprolol', 'nadolol'],
    ...['nebivolol', 'penbutolol', 'pindolol', 'propranolol', 'sotalol'],
    ...[
      'amlodipine',
      'clevidipine',
      'diltiazem',
      'felodipine',
      'isradipine',
      'nicardipine',
      'nifedipine',
      'nisoldipine',
    ],
    ...['verapamil', 'hydrochlorothiazide', 'chlorothiazide', 'chlorthalidone', 'indapamide', 'methyclothiazide'],
    ...['metolazone', 'bendroflumethiazide', 'amiloride', 'triamterene', 'spironolactone'],
    ...['furosemide', 'bumetanide', 'torsemide'],
    ...['clonidine', 'guanfacine', 'methyldopa', 'hydralazine', 'doxazosin', 'prazosin', 'terazosin'],
  ],
};
