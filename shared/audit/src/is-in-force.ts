import type { Resource } from '@medplum/fhirtypes';
import { openTaskStatuses } from './to-task.ts';

/** Whether something that we wrote stands: an assessment that is final, a Flag that is active, a Task that is still to be done. */
export function isInForce(resource: Resource): boolean {
  switch (resource.resourceType) {
    case 'RiskAssessment':
      return resource.status === 'final';
    case 'Flag':
      return resource.status === 'active';
    case 'Task':
      return openTaskStatuses.includes(resource.status);
    default:
      return false;
  }
}
