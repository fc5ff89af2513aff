import { bullets, markdown, paragraphs } from '@cardwright/cards';
import type { Card, CdsService, EvaluationInput, SiteChoices } from '@cardwright/cds-service';
import type { FeatureDeclarations, Window } from '@cardwright/features';
import { applyOverlay } from './apply-overlay.ts';
import type { ServiceConfig, SiteConfig, SiteOverlay } from './config.ts';
import { audienceDeclarations, judgeAudience } from './judge-audience.ts';
import { zoneOffsetMinutes } from './zone-offset-minutes.ts';

/** When it speaks, not what it says: changes no answer, and so no version. */
type PolicyKey = 'quietHours' | 'raises' | 'releaseMinutes';

/** What a site makes of one service. */
export interface ServiceSite {
  readonly site: SiteConfig;
  readonly config: Pick<ServiceConfig, 'overlay' | 'audience' | 'ownerContact' | PolicyKey>;
}

/** The part of a `ServiceSite` that can change an answer; with the declarations it is hashed into the version. */
export interface VersionedSite {
  readonly thresholds?: Readonly<Record<string, number>>;
  readonly audience?: ServiceConfig['audience'];
  readonly timeZone?: string;
  readonly displayUnits?: 'si';
}

/**
 * The service as it is at a site: declarations with the overlay, the audience asked before the plan, the site's choices
 * handed to the content, and on each card whom to ask and what differs from the published content. A site that sets
 * nothing gets the published service itself. Pure. Error: `bad-argument` for an overlay that does not fit.
 */
export function atSite(
  published: CdsService<FeatureDeclarations>,
  { site, config }: ServiceSite,
): CdsService<FeatureDeclarations> {
  const { overlay = {}, audience, ownerContact } = config;
  const service = withPolicy(published, config);
  const choices = choicesOf(site, overlay);
  if (ownerContact === undefined && audience === undefined && Object.keys(choices).length === 0 && !overlay.windows)
    return service;
  const here = <T extends EvaluationInput>(input: T): T => ({ ...input, site: choices });
  const footer = siteLines(service, overlay, ownerContact);
  const sign = (card: Card): Card => withFooter(card, footer);
  return {
    ...service,
    features: {
      ...applyOverlay(service.features, overlay),
      ...(audience === undefined ? {} : audienceDeclarations(audience)),
    },
    plan: (input, models) =>
      (audience === undefined ? undefined : judgeAudience(audience, input)) ?? service.plan(here(input), models),
    assess: (input, predictions) => service.assess(here(input), predictions),
    cards: (input) => service.cards(here(input)).map(sign),
    insufficientCards: (input) => service.insufficientCards(here(input)).map(sign),
  };
}

/** The same service where the site leaves all to its manifest. */
function withPolicy(
  service: CdsService<FeatureDeclarations>,
  { quietHours, raises = true, releaseMinutes }: Pick<ServiceConfig, PolicyKey>,
): CdsService<FeatureDeclarations> {
  const { escalation, ...manifest } = service.manifest;
  if (quietHours === undefined && (escalation === undefined || (raises && releaseMinutes === undefined)))
    return service;
  const release =
    releaseMinutes === undefined ? {} : { release: { afterMinutes: releaseMinutes, reason: 'Set by this site.' } };
  return {
    ...service,
    manifest: {
      ...manifest,
      ...(quietHours === undefined ? {} : { quietHours }),
      ...(escalation === undefined || !raises ? {} : { escalation: { ...escalation, ...release } }),
    },
  };
}

/** `undefined` where nothing but the declarations and the owner contact differs: those need no second mention. */
export function versionedSite({ site, config }: ServiceSite): VersionedSite | undefined {
  const versioned = {
    ...(config.overlay?.thresholds === undefined ? {} : { thresholds: config.overlay.thresholds }),
    ...(config.audience === undefined ? {} : { audience: config.audience }),
    ...(site.timeZone === 'UTC' ? {} : { timeZone: site.timeZone }),
    ...(site.displayUnits === 'si' ? { displayUnits: site.displayUnits } : {}),
  };
  return Object.keys(versioned).length === 0 ? undefined : versioned;
}

function choicesOf({ timeZone, displayUnits }: SiteConfig, { valueSets, thresholds }: SiteOverlay): SiteChoices {
  return {
    ...(valueSets === undefined ? {} : { localValueSets: Object.keys(valueSets) }),
    ...(thresholds === undefined ? {} : { thresholds }),
    ...(displayUnits === 'si' ? { displayUnits } : {}),
    ...(timeZone === 'UTC' ? {} : { zoneOffsetMinutesAt: (instant: string) => zoneOffsetMinutes(timeZone, instant) }),
  };
}

function siteLines(
  { features, overridable = {} }: CdsService<FeatureDeclarations>,
  { windows = {}, thresholds = {}, valueSets = {} }: SiteOverlay,
  ownerContact: string | undefined,
): string {
  const changes = [
    ...Object.entries(windows).map(([name, window]) => {
      const declaration = features[name];
      const published = declaration !== undefined && 'window' in declaration ? declaration.window : undefined;
      return `${name}: used for ${windowInWords(window)} (published: ${windowInWords(published)})`;
    }),
    ...Object.entries(thresholds).map(
      ([name, value]) =>
        `${overridable[name]?.title ?? name}: ${value} (published: ${overridable[name]?.default ?? ''})`,
    ),
    ...Object.keys(valueSets).map((id) => `${id}: local codes count too`),
  ];
  return paragraphs(
    changes.length === 0 ? undefined : `**Set by this site**\n\n${bullets(changes)}`,
    ownerContact === undefined ? undefined : markdown`Questions about this advice: ${ownerContact}`,
  );
}

function windowInWords(window: Window | undefined): string {
  if (window?.days !== undefined) return `${window.days} days`;
  return window?.hours === undefined ? 'any time' : `${window.hours} hours`;
}

const withFooter = (card: Card, footer: string): Card =>
  footer === '' ? card : { ...card, detail: paragraphs(card.detail, footer) };
