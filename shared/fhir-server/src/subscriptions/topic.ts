import { searchParameters } from '../search/search-parameters.ts';

/** What a topic tells of: every change of one resource type, narrowed by filters of the subscription. */
export interface Topic {
  /** Last part of its address here: `SubscriptionTopic/{id}`. */
  readonly id: string;
  /** Canonical URL; `Subscription.criteria` names it. */
  readonly url: string;
  readonly title: string;
  readonly resourceType: string;
  readonly interactions: readonly ('create' | 'update' | 'delete')[];
  /** A search that the resource must meet, without the type: `status=final`. */
  readonly query?: string;
}

const topicTypes = [
  'Patient',
  'Observation',
  'Condition',
  'MedicationRequest',
  'MedicationStatement',
  'MedicationAdministration',
  'Encounter',
  'Procedure',
  'DiagnosticReport',
  'ServiceRequest',
  'AllergyIntolerance',
  'Immunization',
];

/** One topic for each clinical resource type: any change of it, deletes included. */
export const defaultTopics: readonly Topic[] = topicTypes.map((resourceType) => {
  const id = `${resourceType.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}-changed`;
  return {
    id,
    url: `http://cardwright.example/SubscriptionTopic/${id}`,
    title: `A ${resourceType} was created, changed or deleted`,
    resourceType,
    interactions: ['create', 'update', 'delete'],
  };
});

/** Search parameters that a subscription to the topic may filter by. */
export const filtersOf = (topic: Topic): readonly string[] =>
  searchParameters(topic.resourceType).map(({ name }) => name);
