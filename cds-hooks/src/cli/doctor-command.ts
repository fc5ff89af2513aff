import { CardwrightError } from '@cardwright/cds-service';
import { derivePrefetch } from '@cardwright/features';
import { applyOverlay } from '../config/apply-overlay.ts';
import type { Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import { zoneOffsetMinutes } from '../config/zone-offset-minutes.ts';
import { examine } from '../doctor/examine.ts';
import { findPatientIds } from '../doctor/find-patient-ids.ts';
import { hasFindings } from '../doctor/has-findings.ts';
import { openExaminedServer } from '../doctor/open-examined-server.ts';
import type { ExaminedService } from '../doctor/patient-answers.ts';
import { renderReport } from '../doctor/render-report.ts';
import { readDeclarations } from '../features-export/read-declarations.ts';
import { registeredServices } from '../load-services.ts';
import { createOutboundFetch } from '../outbound/create-outbound-fetch.ts';
import { parseArguments } from './parse-arguments.ts';

const options = {
  server: { type: 'string' },
  source: { type: 'string' },
  patients: { type: 'string', default: '20' },
  services: { type: 'string' },
  'as-of': { type: 'string' },
  'token-file': { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** Finding the patients may take this long. */
const searchTimeoutMs = 60_000;

/**
 * `cardwright doctor --server <url> | --source <id> [--patients <n|file|ids>] [--services <id,…>] [--as-of <instant>]
 * [--token-file <file>] [--json]`: what a site's FHIR server gives to
 * the services, before they go live. Exit code 0 nothing to see to, 1 findings, 2 it could not be done. Errors: `bad-argument`,
 * `unknown-service`, those of the FHIR client.
 */
export async function doctorCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArguments({ args: [...args], options });
  const asOf = values['as-of'] === undefined ? undefined : parseInstant(values['as-of']);
  const config = readConfig(process.env);
  const services = examinedServices(config, values.services);
  const outbound = createOutboundFetch();
  try {
    const fhir = await openExaminedServer({
      server: values.server,
      source: values.source,
      tokenFile: values['token-file'],
      env: process.env,
      config,
      templates: services.flatMap(({ templates }) => templates),
      fetch: outbound.fetch,
      onMissing: sayMissing,
    });
    const patientIds = await findPatientIds(fhir, values.patients, AbortSignal.timeout(searchTimeoutMs));
    const zoneOffsetMinutesAt = (instant: string) => zoneOffsetMinutes(config.site.timeZone, instant);
    const report = await examine({ fhir, services, patientIds, now: () => asOf ?? new Date(), zoneOffsetMinutesAt });
    process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
    return hasFindings(report) ? 1 : 0;
  } finally {
    outbound.close();
  }
}

/** Those that are named, else all that the configuration lets answer, each with the overlay of the site. */
function examinedServices(config: Config, named: string | undefined): readonly ExaminedService[] {
  const isServed = (id: string) => !['draft', 'retired'].includes(config.services[id]?.status ?? 'silent');
  const ids = named?.split(',').map((id) => id.trim()) ?? [...registeredServices.keys()].filter(isServed);
  return ids.map((name) => {
    const { service, declarations: published } = readDeclarations(name);
    const declarations = applyOverlay(published, config.services[service.id]?.overlay ?? {});
    return { id: service.id, declarations, templates: derivePrefetch(declarations) };
  });
}

function sayMissing(scopes: readonly string[]): void {
  if (scopes.length > 0) process.stderr.write(`${JSON.stringify({ notice: { code: 'scope-not-granted', scopes } })}\n`);
}

function parseInstant(text: string): Date {
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  throw new CardwrightError('bad-argument', '--as-of is not an instant such as 2026-03-01T12:00:00Z.');
}
