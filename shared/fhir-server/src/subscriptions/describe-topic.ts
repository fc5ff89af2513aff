import type { Resource } from '@medplum/fhirtypes';
import { filtersOf, type Topic } from './topic.ts';

/** A topic as an R4B SubscriptionTopic, a type that R4 does not have. Source: https://hl7.org/fhir/R4B/subscriptiontopic.html. */
export function describeTopic(topic: Topic): Resource {
  const { id, url, title, resourceType: resource, interactions, query } = topic;
  const described: Resource = JSON.parse(
    JSON.stringify({
      resourceType: 'SubscriptionTopic',
      id,
      url,
      title,
      status: 'active',
      resourceTrigger: [
        {
          resource,
          supportedInteraction: interactions,
          ...(query !== undefined && { queryCriteria: { current: `${resource}?${query}` } }),
        },
      ],
      canFilterBy: filtersOf(topic).map((filterParameter) => ({ resource, filterParameter })),
      notificationShape: [{ resource }],
    }),
  );
  return described;
}
