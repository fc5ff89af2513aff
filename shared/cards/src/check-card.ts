import type { Card, CardAction, CardLink, CardSource, OverrideReason, Suggestion } from '@cardwright/cds-service';
import { holdsPlaces } from './without-empties.ts';

/** A summary has fewer characters than this, in code points and in UTF-16 units (the specification does not name the unit). */
export const summaryLimitCharacters = 140;
/** Ours: a card is read in seconds. */
export const detailLimitCharacters = 20_000;

const uuidFormat = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// The sandbox renders raw HTML of `detail`, so none may leave; images would fetch from elsewhere.
const htmlOrImage = /<[a-z/!?]|!\[/i;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Holds a card against every rule of CDS Hooks 2.0.1 and the stricter clients: cds-resp-1, 3, 4, 5, 6, required
 * elements, closed value lists, absolute URLs, nothing null or empty at any depth, no HTML. The list is empty when the
 * card may go out. A violation names the path and the rule, never a value of the chart.
 */
export function checkCard(card: Card): readonly string[] {
  return [
    ...checkUuid('card', card.uuid),
    ...checkSummary(card.summary),
    ...checkDetail(card.detail),
    ...unless(['info', 'warning', 'critical'].includes(card.indicator), 'indicator is not info, warning or critical'),
    ...checkSource(card.source),
    ...checkSelection(card),
    ...(card.suggestions ?? []).flatMap(checkSuggestion),
    ...(card.overrideReasons ?? []).flatMap(checkOverrideReason),
    ...(card.links ?? []).flatMap(checkLink),
    ...(holdsEmpty(card) ? emptyPaths(card, 'card') : []).map((path) => `${path} is null or empty`),
  ];
}

const unless = (holds: boolean, violation: string): readonly string[] => (holds ? [] : [violation]);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const checkUuid = (path: string, uuid: string | undefined) =>
  unless(uuid === undefined || uuidFormat.test(uuid), `${path}.uuid is not a UUID`);

function checkSummary(summary: string): readonly string[] {
  if (!isText(summary)) return ['summary is missing'];
  // UTF-16 units: never fewer than the code points.
  const longest = summary.length;
  return [
    ...unless(
      longest < summaryLimitCharacters,
      `summary has ${longest} characters; fewer than ${summaryLimitCharacters}`,
    ),
    ...unless(!controlCharacter.test(summary), 'summary holds a line break or control character'),
  ];
}

function checkDetail(detail: string | undefined): readonly string[] {
  if (detail === undefined) return [];
  return [
    ...unless(detail.length <= detailLimitCharacters, `detail is longer than ${detailLimitCharacters} characters`),
    ...unless(!mayHoldHtml(detail) || !htmlOrImage.test(detail), 'detail holds HTML or an image'),
  ];
}

/** Two searches for a character cost a tenth of the expression, and most details hold neither. */
const mayHoldHtml = (detail: string): boolean => detail.includes('<') || detail.includes('![');

function checkSource(source: CardSource): readonly string[] {
  return [
    ...unless(isText(source.label), 'source.label is missing'),
    ...unless(source.url === undefined || isAbsoluteUrl(source.url), 'source.url is not an absolute URL'),
    ...unless(source.icon === undefined || isAbsoluteUrl(source.icon), 'source.icon is not an absolute URL'),
    ...unless(source.topic === undefined || isText(source.topic.code), 'source.topic.code is missing'),
    ...unless(source.topic === undefined || isText(source.topic.system), 'source.topic.system is missing'),
  ];
}

function checkSelection(card: Card): readonly string[] {
  const { suggestions = [], selectionBehavior } = card;
  const known = selectionBehavior === 'at-most-one' || selectionBehavior === 'any';
  const recommended = suggestions.filter((suggestion) => suggestion.isRecommended).length;
  return [
    ...unless(suggestions.length === 0 || selectionBehavior !== undefined, 'selectionBehavior is missing (cds-resp-6)'),
    ...unless(selectionBehavior === undefined || known, 'selectionBehavior is not at-most-one or any'),
    ...unless(
      selectionBehavior !== 'at-most-one' || recommended <= 1,
      'several suggestions isRecommended (cds-resp-1)',
    ),
  ];
}

function checkSuggestion(suggestion: Suggestion, index: number): readonly string[] {
  const path = `suggestions[${index}]`;
  return [
    ...unless(isText(suggestion.label), `${path}.label is missing`),
    ...checkUuid(path, suggestion.uuid),
    ...(suggestion.actions ?? []).flatMap((action, at) => checkAction(action, `${path}.actions[${at}]`)),
  ];
}

function checkAction(action: CardAction, path: string): readonly string[] {
  const { type, resource, resourceId } = action;
  const isWrite = type === 'create' || type === 'update';
  return [
    ...unless(isWrite || type === 'delete', `${path}.type is not create, update or delete`),
    ...unless(isText(action.description), `${path}.description is missing (cds-resp-5)`),
    ...unless(!isWrite || isText(resource?.resourceType), `${path}.resource is missing`),
    ...unless(
      type !== 'update' || isText(resource?.id),
      `${path}.resource.id is missing: the client cannot tell what to update`,
    ),
    ...unless(
      type !== 'delete' || /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.test(resourceId ?? ''),
      `${path}.resourceId is not Type/id (cds-resp-2)`,
    ),
  ];
}

function checkOverrideReason(reason: OverrideReason, index: number): readonly string[] {
  const path = `overrideReasons[${index}]`;
  return [
    ...unless(isText(reason.code), `${path}.code is missing`),
    ...unless(isText(reason.display), `${path}.display is missing (cds-resp-4)`),
  ];
}

function checkLink(link: CardLink, index: number): readonly string[] {
  const path = `links[${index}]`;
  return [
    ...unless(isText(link.label), `${path}.label is missing`),
    ...unless(isAbsoluteUrl(link.url), `${path}.url is not an absolute URL`),
    ...unless(link.type === 'absolute' || link.type === 'smart', `${path}.type is not absolute or smart`),
    ...unless(
      link.appContext === undefined || link.type === 'smart',
      `${path}.appContext without type smart (cds-resp-3)`,
    ),
  ];
}

/** The same few sources stand on every card. Links may hold what is only said once, so there is an end. */
const judgedUrls = new Map<string, boolean>();
const maxJudgedUrls = 200;

function isAbsoluteUrl(url: string): boolean {
  const known = judgedUrls.get(url);
  if (known !== undefined) return known;
  const isGood = isText(url) && /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url);
  if (judgedUrls.size < maxJudgedUrls) judgedUrls.set(url, isGood);
  return isGood;
}

/** Whether anything is null or empty at any depth: the same walk as `emptyPaths`, without the paths that nobody wants to read. */
function holdsEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (typeof value !== 'object') return false;
  const entries = Object.entries(value);
  return entries.length === 0 || entries.some(([key, child]) => !holdsPlaces(value, key, child) && holdsEmpty(child));
}

function emptyPaths(value: unknown, path: string): readonly string[] {
  if (value === null || value === undefined || value === '') return [path];
  if (typeof value !== 'object') return [];
  const entries = Object.entries(value);
  if (entries.length === 0) return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => emptyPaths(item, `${path}[${index}]`));
  return entries.flatMap(([key, child]) => (holdsPlaces(value, key, child) ? [] : emptyPaths(child, `${path}.${key}`)));
}
