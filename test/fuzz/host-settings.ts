/** The host's clock when it starts; from then on it runs. Cases are moved to it. */
export const hostInstant = '2026-03-02T09:00:00.000Z';

/** What the forked host is told. */
export interface HostSettings {
  readonly port: number;
  readonly dataDirectory: string;
  readonly source: { readonly id: string; readonly key: string };
  readonly limits: Readonly<Record<string, number>>;
}

/** Reads the settings that `start-host.ts` wrote as JSON. */
export function hostSettings(text: string | undefined): HostSettings {
  return JSON.parse(text ?? '') as HostSettings;
}
