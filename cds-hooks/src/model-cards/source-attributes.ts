/** One source attribute of a predictive decision support intervention. */
export interface SourceAttribute {
  /** 1 to 31, in the order of the rule. */
  readonly number: number;
  /** Paragraph of 45 CFR 170.315(b)(11). */
  readonly cite: string;
  readonly group: string;
  readonly label: string;
}

/** The 31 source attributes of 45 CFR 170.315(b)(11)(iv)(B), 89 FR 1192; labels shortened. */
export const sourceAttributes = {
  developerContact: {
    number: 1,
    cite: '(iv)(B)(1)(i)',
    group: 'Details and output',
    label: 'Name and contact information for the intervention developer',
  },
  funding: {
    number: 2,
    cite: '(iv)(B)(1)(ii)',
    group: 'Details and output',
    label: 'Funding source of the technical implementation for the intervention(s) development',
  },
  outputValue: {
    number: 3,
    cite: '(iv)(B)(1)(iii)',
    group: 'Details and output',
    label: 'Description of value that the intervention produces as an output',
  },
  outputType: {
    number: 4,
    cite: '(iv)(B)(1)(iv)',
    group: 'Details and output',
    label:
      'Whether the intervention output is a prediction, classification, recommendation, evaluation, analysis, or other type of output',
  },
  intendedUse: { number: 5, cite: '(iv)(B)(2)(i)', group: 'Purpose', label: 'Intended use of the intervention' },
  intendedPopulation: {
    number: 6,
    cite: '(iv)(B)(2)(ii)',
    group: 'Purpose',
    label: "Intended patient population(s) for the intervention's use",
  },
  intendedUsers: { number: 7, cite: '(iv)(B)(2)(iii)', group: 'Purpose', label: 'Intended user(s)' },
  decisionRole: {
    number: 8,
    cite: '(iv)(B)(2)(iv)',
    group: 'Purpose',
    label: 'Intended decision-making role (e.g. informs, augments, replaces clinical management)',
  },
  cautionedUse: {
    number: 9,
    cite: '(iv)(B)(3)(i)',
    group: 'Cautioned out-of-scope use',
    label:
      'Description of tasks, situations, or populations where a user is cautioned against applying the intervention',
  },
  knownRisks: {
    number: 10,
    cite: '(iv)(B)(3)(ii)',
    group: 'Cautioned out-of-scope use',
    label: 'Known risks, inappropriate settings, inappropriate uses, or known limitations',
  },
  trainingCriteria: {
    number: 11,
    cite: '(iv)(B)(4)(i)',
    group: 'Development details and input features',
    label: 'Exclusion and inclusion criteria that influenced the training data set',
  },
  sensitiveInputs: {
    number: 12,
    cite: '(iv)(B)(4)(ii)',
    group: 'Development details and input features',
    label: 'Use of variables in (iv)(A)(5)-(13) as input features',
  },
  trainingRepresentativeness: {
    number: 13,
    cite: '(iv)(B)(4)(iii)',
    group: 'Development details and input features',
    label: 'Description of demographic representativeness per (iv)(A)(5)-(13), at minimum those used as input features',
  },
  trainingRelevance: {
    number: 14,
    cite: '(iv)(B)(4)(iv)',
    group: 'Development details and input features',
    label: 'Description of relevance of training data to intended deployed setting',
  },
  fairnessApproach: {
    number: 15,
    cite: '(iv)(B)(5)(i)',
    group: 'Process used to ensure fairness',
    label: 'Description of the approach the developer has taken to ensure that the output is fair',
  },
  biasMitigation: {
    number: 16,
    cite: '(iv)(B)(5)(ii)',
    group: 'Process used to ensure fairness',
    label: 'Description of approaches to manage, reduce, or eliminate bias',
  },
  externalSource: {
    number: 17,
    cite: '(iv)(B)(6)(i)',
    group: 'External validation process',
    label:
      'Description of the data source, clinical setting, or environment where validity and fairness has been assessed, other than the source of training and testing data',
  },
  externalParty: {
    number: 18,
    cite: '(iv)(B)(6)(ii)',
    group: 'External validation process',
    label: 'Party that conducted the external testing',
  },
  externalRepresentativeness: {
    number: 19,
    cite: '(iv)(B)(6)(iii)',
    group: 'External validation process',
    label: 'Description of demographic representativeness of external data per (iv)(A)(5)-(13)',
  },
  externalProcess: {
    number: 20,
    cite: '(iv)(B)(6)(iv)',
    group: 'External validation process',
    label: 'Description of external validation process',
  },
  internalValidity: {
    number: 21,
    cite: '(iv)(B)(7)(i)',
    group: 'Quantitative measures of performance',
    label: 'Validity in test data derived from the same source as the initial training data',
  },
  internalFairness: {
    number: 22,
    cite: '(iv)(B)(7)(ii)',
    group: 'Quantitative measures of performance',
    label: 'Fairness in test data derived from the same source as the initial training data',
  },
  externalValidity: {
    number: 23,
    cite: '(iv)(B)(7)(iii)',
    group: 'Quantitative measures of performance',
    label: 'Validity in data external to or from a different source than the initial training data',
  },
  externalFairness: {
    number: 24,
    cite: '(iv)(B)(7)(iv)',
    group: 'Quantitative measures of performance',
    label: 'Fairness in data external to or from a different source than the initial training data',
  },
  outcomeReferences: {
    number: 25,
    cite: '(iv)(B)(7)(v)',
    group: 'Quantitative measures of performance',
    label:
      'References to evaluation of use of the intervention on outcomes (citations or hyperlinks; morbidity, mortality, length of stay, other)',
  },
  validityMonitoring: {
    number: 26,
    cite: '(iv)(B)(8)(i)',
    group: 'Ongoing maintenance',
    label: 'Process and frequency by which validity is monitored over time',
  },
  localValidity: {
    number: 27,
    cite: '(iv)(B)(8)(ii)',
    group: 'Ongoing maintenance',
    label: 'Validity of intervention in local data',
  },
  fairnessMonitoring: {
    number: 28,
    cite: '(iv)(B)(8)(iii)',
    group: 'Ongoing maintenance',
    label: 'Process and frequency by which fairness is monitored over time',
  },
  localFairness: {
    number: 29,
    cite: '(iv)(B)(8)(iv)',
    group: 'Ongoing maintenance',
    label: 'Fairness of intervention in local data',
  },
  updateProcess: {
    number: 30,
    cite: '(iv)(B)(9)(i)',
    group: 'Update and continued validation schedule',
    label: 'Process and frequency by which the intervention is updated',
  },
  correctionFrequency: {
    number: 31,
    cite: '(iv)(B)(9)(ii)',
    group: 'Update and continued validation schedule',
    label: 'Frequency by which performance is corrected when risks related to validity and fairness are identified',
  },
} as const satisfies Readonly<Record<string, SourceAttribute>>;

export type SourceAttributeKey = keyof typeof sourceAttributes;
