import { CardwrightError } from '@cardwright/cds-service';
import { hookDefinitions } from '../wire/hook-definitions.ts';
import type { CdsRequest } from '../wire/parse-cds-request.ts';

/**
 * Notes on the hook of a call, or a refusal. The specification does not say what a service answers to a hook that it does
 * not list, and large clients send `patient-view` for other events: such a call is answered when its context carries what
 * one of the service's hooks is about. When it does not, "no cards" would read as "nothing to say": `bad-request`.
 */
export function acceptHook(hooks: readonly string[], { hook, members }: CdsRequest): readonly string[] {
  const isListed = hooks.includes(hook);
  const wanted = (isListed ? [hook] : hooks).map((name) => hookDefinitions.get(name)?.subject);
  if (wanted.some((subject) => subject === undefined || members.has(subject)))
    return isListed ? [] : ['The service does not list the hook of this call; the context carries what it needs.'];
  const missing = [...new Set(wanted)].map((subject) => `context.${subject}`).join(' or ');
  throw new CardwrightError(
    'bad-request',
    isListed
      ? `The hook requires ${missing}, and the service cannot decide without it.`
      : `The service answers the hooks ${hooks.join(', ')}; this call is of another hook and has no ${missing}.`,
  );
}
