/** A sentence, or why none can be given: nothing on a model card is left out without a word. */
export type Told = string | { readonly notAvailable: string };

/**
 * What a model card tells besides the other facts of `service.json` and of the model files: the source attributes of
 * 45 CFR 170.315(b)(11)(iv)(B) by key, and what the CHAI Applied Model Card asks for besides. What is optional and left out
 * has a derived text or a stated reason (`scripts/generate` and the served page use the same one).
 */
export interface ModelCardFacts {
  /** What the answer is for, and in which moment of care. */
  readonly intendedUse: string;
  readonly intendedUsers: string;
  /** Whether it informs, augments or replaces a decision of a clinician, and how. */
  readonly decisionRole: string;
  /** Tasks, situations and people it must not be used for. */
  readonly cautionedUse: string;
  /** Known risks and limits. */
  readonly knownRisks: string;
  /** Use of race, ethnicity, language, sexual orientation, gender identity, sex, date of birth, social determinants and health status as inputs. */
  readonly sensitiveInputs: string;
  /** A use in which seconds or minutes count (NEWS2, sepsis, AKI): such a use claims nothing under FDA’s criterion 4. */
  readonly timeCritical: boolean;
  readonly developerContact?: Told;
  readonly funding?: Told;
  /** Default: the outputs of the model files, with units. */
  readonly outputValue?: Told;
  /** Prediction, classification, recommendation, evaluation, analysis or other. Default: from the kinds of the outputs. */
  readonly outputType?: Told;
  readonly trainingCriteria?: Told;
  readonly trainingRepresentativeness?: Told;
  readonly trainingRelevance?: Told;
  readonly fairnessApproach?: Told;
  readonly biasMitigation?: Told;
  readonly externalSource?: Told;
  readonly externalParty?: Told;
  readonly externalRepresentativeness?: Told;
  readonly externalProcess?: Told;
  readonly internalValidity?: Told;
  readonly internalFairness?: Told;
  readonly externalValidity?: Told;
  readonly externalFairness?: Told;
  readonly outcomeReferences?: Told;
  readonly validityMonitoring?: Told;
  readonly localValidity?: Told;
  readonly fairnessMonitoring?: Told;
  readonly localFairness?: Told;
  readonly updateProcess?: Told;
  readonly correctionFrequency?: Told;
  /** CHAI: an equation, a points table, a table of recommendations, gradient-boosted trees … */
  readonly modelType?: Told;
  /** CHAI: how bad a wrong answer can be, and why. */
  readonly clinicalRiskLevel?: Told;
  /** CHAI: how to read and use the card. */
  readonly howToUse?: Told;
  /** CHAI: who was asked. */
  readonly stakeholdersConsulted?: Told;
}
