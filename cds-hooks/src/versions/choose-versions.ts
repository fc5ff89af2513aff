import type { ActiveVersion } from './active-versions.ts';
import type { PooledVersion, VersionProblem } from './version-pool.ts';

/** What a configuration says about the versions of a service; each by label or content hash. */
export interface VersionsConfig {
  readonly challengers?: readonly string[];
  readonly canary?: { readonly version: string; readonly percent: number };
}

/** Which of the versions of one service do what. */
export interface ChosenVersions {
  /** Answers; nothing answers where it is absent. */
  readonly champion?: PooledVersion;
  readonly challengers: readonly PooledVersion[];
  readonly canary?: { readonly version: PooledVersion; readonly percent: number };
  readonly problems: readonly VersionProblem[];
}

/**
 * The version that is pointed to answers; without a pointer a lone one does. Where there is no such version nothing answers,
 * and a problem says why: no rule picks a clinical model. A challenger or canary that is not there is told and left out. Pure.
 */
export function chooseVersions(
  service: string,
  versions: readonly PooledVersion[],
  pointer: ActiveVersion | undefined,
  config: VersionsConfig = {},
): ChosenVersions {
  const current = versions.filter(({ isCurrent }) => isCurrent);
  const champion =
    pointer === undefined ? lone(current) : versions.find(({ loaded }) => loaded.version === pointer.version);
  const find = (wanted: string): PooledVersion | undefined =>
    current.find(({ label, loaded }) => label === wanted || loaded.version === wanted);
  const challengers = (config.challengers ?? []).map((wanted) => ({ wanted, version: find(wanted) }));
  const canary = config.canary && find(config.canary.version);
  const problem = (label: string, code: string, message: string): VersionProblem => ({ service, label, code, message });
  return {
    ...(champion === undefined ? {} : { champion }),
    challengers: challengers.flatMap(({ version }) => (version === undefined || version === champion ? [] : version)),
    ...(config.canary === undefined || canary === undefined || canary === champion
      ? {}
      : { canary: { version: canary, percent: config.canary.percent } }),
    problems: [
      ...(champion !== undefined
        ? stalePointer(problem, champion, pointer)
        : pointer === undefined
          ? [problem('', 'none-active', 'There are several versions and none is activated.')]
          : [problem(pointer.label, 'not-there', `The active version ${pointer.version} is not there.`)]),
      ...challengers
        .filter(({ version }) => version === undefined)
        .map(({ wanted }) => problem(wanted, 'not-there', 'This challenger is not there.')),
      ...(config.canary !== undefined && canary === undefined
        ? [problem(config.canary.version, 'not-there', 'This canary is not there.')]
        : []),
    ],
  };
}

const lone = (current: readonly PooledVersion[]): PooledVersion | undefined =>
  current.length === 1 ? current[0] : undefined;

/** What answers is no longer what the folder holds: it goes on, and a restart would not find it. */
function stalePointer(
  problem: (label: string, code: string, message: string) => VersionProblem,
  champion: PooledVersion,
  pointer: ActiveVersion | undefined,
): readonly VersionProblem[] {
  if (champion.isCurrent || pointer === undefined) return [];
  return [
    problem(
      champion.label,
      'changed',
      'Its folder was changed or removed after its activation; it answers until a restart.',
    ),
  ];
}
