import type { NamedOrder } from '@cardwright/cards';
import type { HookContext } from '@cardwright/cds-service';
import { findDraft } from '@cardwright/features';
import { medicationConcepts } from '@cardwright/fhir';
import { findWarfarinDrafts } from './find-warfarin-drafts.ts';

/** The warfarin drafts of the call with what they call the medication; `warfarin` where they have a code alone. */
export function nameWarfarinDrafts(context: HookContext): readonly NamedOrder[] {
  const resolve = (reference: string | undefined) => findDraft(context, reference);
  return findWarfarinDrafts(context).map((order) => {
    const names = medicationConcepts(order, { resolve }).flatMap(({ text, coding = [] }) => [
      text,
      ...coding.map(({ display }) => display),
    ]);
    return { order, name: names.find((name) => name !== undefined && name.trim() !== '') ?? 'warfarin' };
  });
}
