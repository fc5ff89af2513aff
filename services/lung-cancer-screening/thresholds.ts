import type { FeatureVector, MetThreshold } from '@cardwright/cds-service';
import { judgeUspstf } from './uspstf.ts';

/** The unrounded six-year risk from which screening was proposed, inclusive. */
export const riskThreshold = 0.0151;

export const riskRow: MetThreshold = {
  id: 'plcom2012-risk',
  when: '6-year risk of 1.51% or more',
  recommendation:
    'proposed for low-dose CT screening (2014); England’s programme offers it from this risk at age 55 to 74',
  source: 'Tammemägi MC et al., PLoS Med, December 2014; NHS lung health check (Liverpool Heart and Chest Hospital)',
};

export const uspstfRow: MetThreshold = {
  id: 'uspstf-2021',
  when: '20 pack-years or more, and smoking now or quit within 15 years, at age 50 to 80',
  recommendation: 'annual screening with low-dose CT (grade B)',
  source: 'US Preventive Services Task Force, Lung Cancer: Screening, March 9, 2021',
};

/** The rows met by a risk, unrounded, and by the chart. */
export const rowsMet = (vector: FeatureVector, risk: number): readonly MetThreshold[] => [
  ...(risk >= riskThreshold ? [riskRow] : []),
  ...(judgeUspstf(vector).kind === 'met' ? [uspstfRow] : []),
];
