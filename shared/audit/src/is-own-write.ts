import type { Resource } from '@medplum/fhirtypes';
import { ownTag } from './own-meta.ts';

/** Whether we wrote the resource: a notification about it wakes nobody (loop guard). */
export const isOwnWrite = ({ meta }: Resource): boolean =>
  meta?.tag?.some(({ system, code }) => system === ownTag.system && code === ownTag.code) ?? false;
