import { OperationOutcomeError, allOk, badRequest, notFound } from '@medplum/core';
import type { Resources, WriteCondition } from '../repository/resources.ts';
import { isRecord } from '../search/is-record.ts';
import type { Written } from './written.ts';
import type { Operation } from '@medplum/core';

/** JSON Patch of an id, or of what a condition found. Error: 404 when nothing was, 400 for what is no JSON Patch. */
export function patchResource(
  resources: Resources,
  target: { readonly resourceType: string; readonly id: string | undefined },
  patch: unknown,
  condition: WriteCondition,
): Written {
  if (!isPatch(patch)) throw new OperationOutcomeError(badRequest('The body is no JSON Patch.'));
  if (target.id === undefined) throw new OperationOutcomeError(notFound);
  return [allOk, resources.patch(target.resourceType, target.id, patch, condition)];
}

const operations: ReadonlySet<unknown> = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);
const isPatch = (value: unknown): value is Operation[] =>
  Array.isArray(value) &&
  value.every((one) => isRecord(one) && operations.has(one['op']) && typeof one['path'] === 'string');
