/** Systems of the identifiers on what we write. */
export const identifierSystems = {
  /** One for a source, service and patient: the assessment, Flag or Task that stands now. */
  current: 'urn:cardwright:current',
  /** One for a service version, patient and inputs. */
  assessment: 'urn:cardwright:assessment',
  /** One for each time that a Task is raised. */
  episode: 'urn:cardwright:episode',
  /** One for an evaluation of ours. */
  evaluation: 'urn:cardwright:evaluation',
  /** `<service>-<content hash>`. */
  serviceVersion: 'urn:cardwright:service-version',
  /** sha256 of a model file, hex. */
  model: 'urn:cardwright:model-sha256',
} as const;
