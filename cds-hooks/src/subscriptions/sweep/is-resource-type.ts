import type { ResourceType } from '@medplum/fhirtypes';

/** As much as is known here; the server judges the rest. */
export const isResourceType = (type: string): type is ResourceType => /^[A-Z][A-Za-z]+$/.test(type);
