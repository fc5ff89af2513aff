import type { ActiveVersion } from './active-versions.ts';
import type { LoadedService } from '../load-folder.ts';
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

export interface VersionChoice {
  readonly pointer: ActiveVersion | undefined;
  /** What answers now. */
  readonly answering: LoadedService | undefined;
  readonly config: VersionsConfig | undefined;
}

/**
 * The version that is pointed to answers; without a pointer a lone one does. Where there is no such version what answers now
 * goes on until a restart, and then nothing does: no rule picks a clinical model. Whatever is not as somebody asked is
 * told as a problem. Pure.
 */
export function chooseVersions(
  service: string,
  versions: readonly PooledVersion[],
  { pointer, answering, config }: VersionChoice,
): ChosenVersions {
  const current = versions.filter(({ isCurrent }) => isCurrent);
  const find = (wanted: string): PooledVersion | undefined =>
    current.find(({ label, loaded }) => label === wanted || loaded.version === wanted);
  const champion = pointedTo(versions, pointer) ?? versions.find(({ loaded }) => loaded === answering);
  const asked = [...new Set(config?.challengers)].map((wanted) => ({
    wanted,
    version: find(wanted),
    as: 'challenger',
  }));
  const share = config?.canary;
  const canary = share && { wanted: share.version, version: find(share.version), as: 'canary' };
  const others = asked.flatMap(({ version }) => (version === undefined || version === champion ? [] : version));
  return {
    ...(champion === undefined ? {} : { champion }),
    challengers: [...new Set(others)],
    ...(share === undefined || canary?.version === undefined || canary.version === champion
      ? {}
      : { canary: { version: canary.version, percent: share.percent } }),
    problems: [
      ...championProblems(champion, pointedTo(versions, pointer), pointer),
      ...[...asked, ...(canary === undefined ? [] : [canary])]
        .filter(({ version }) => version === undefined)
        .map(({ wanted, as }) => ({
          label: wanted,
          code: 'not-there',
          message: `There is no such version to be ${as}.`,
        })),
    ].map((problem) => ({ service, ...problem })),
  };
}

function pointedTo(versions: readonly PooledVersion[], pointer: ActiveVersion | undefined): PooledVersion | undefined {
  if (pointer !== undefined) return versions.find(({ loaded }) => loaded.version === pointer.version);
  const [first, ...others] = versions.filter(({ isCurrent }) => isCurrent);
  return others.length === 0 ? first : undefined;
}

type Problem = Omit<VersionProblem, 'service'>;

function championProblems(
  champion: PooledVersion | undefined,
  pointed: PooledVersion | undefined,
  pointer: ActiveVersion | undefined,
): readonly Problem[] {
  const goesOn = champion === undefined ? 'nothing answers' : 'what answered goes on until a restart';
  if (pointed?.isCurrent === true) return [];
  if (pointed !== undefined) {
    const message = 'Its folder was changed or removed; it goes on answering until a restart.';
    return [{ label: pointed.label, code: 'changed', message }];
  }
  if (pointer !== undefined)
    return [
      {
        label: pointer.label,
        code: 'not-there',
        message: `The active version ${pointer.version} is not there; ${goesOn}.`,
      },
    ];
  return [{ label: champion?.label ?? '', code: 'none-active', message: `No version is activated; ${goesOn}.` }];
}
