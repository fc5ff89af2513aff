import type { ChangeEvent, Focus } from '../notification-event.ts';

/** An event about a focus, about what could not be resolved, or (`undefined`) about nothing that was named. */
export function eventOf(
  focus: Focus | NonNullable<ChangeEvent['refused']> | undefined,
  rest: Partial<ChangeEvent>,
): ChangeEvent {
  const said = focus === undefined ? {} : typeof focus === 'string' ? { refused: focus } : { focus };
  return { isDelete: false, ...rest, ...said };
}
