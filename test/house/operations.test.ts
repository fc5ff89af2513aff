/** What is deployed, watched and written for operators is held to the code: names of metrics, variables, paths, ports, alarms. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { createMetrics, readConfig } from '@cardwright/cds-hooks';
import { parse, parseAllDocuments } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const yaml = <T>(path: string): T => parse(read(path), { merge: true }) as T;

const { registry } = createMetrics({ processMetrics: true });
const registered = registry.getMetricsAsArray().map(({ name }) => name);
const ours = registered.filter((name) => name.startsWith('cardwright_'));
/** `up` is of Prometheus itself; a histogram has three names. */
const known = new Set([
  'up',
  ...registered.flatMap((name) => [name, `${name}_bucket`, `${name}_sum`, `${name}_count`]),
]);
const words = new Set(
  'sum max min count rate increase histogram_quantile by le and or on time vector job source service state result outcome code reason variant subscription stage retry kind version'.split(
    ' ',
  ),
);
const metricsIn = (expression: string): readonly string[] =>
  [
    ...expression
      .replaceAll(/"[^"]*"/g, '')
      .replaceAll(/\[[^\]]*\]/g, '')
      .matchAll(/[a-z_][a-z0-9_]*/gi),
  ]
    .map(([name]) => name)
    .filter((name) => !words.has(name));

/** Variables of the environment that shipped code reads. */
const sources = ['cds-hooks/src', 'shared/store/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => read(join(folder, file))),
);
const isRead = (name: string): boolean =>
  // Read by the exporter of OpenTelemetry itself.
  name === 'OTEL_EXPORTER_OTLP_HEADERS' ||
  sources.some((text) => text.includes(`env['${name}']`) || text.includes(`    ${name}: `));
const routes = read('cds-hooks/src/app.ts');
const hasRoute = (path: string): boolean => routes.includes(`app.get('${path}'`);
const dockerfile = read('Dockerfile');
const { limits } = readConfig({});

const operations = read('docs/operations.md');

describe('metrics', () => {
  test('docs/operations.md lists every metric and no other', () => {
    const listed = [...operations.matchAll(/^\| `(cardwright_\w+)`/gm)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual(ours.toSorted());
  });

  test('with the labels that it has', () => {
    for (const [, name = '', labels = ''] of operations.matchAll(/^\| `(cardwright_\w+)` *\| \w+ *\| ([^|]*)\|/gm)) {
      const metric: unknown = registry.getSingleMetric(name);
      expect([name, Reflect.get(Object(metric), 'labelNames')]).toEqual([
        name,
        labels
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
      ]);
    }
  });

  interface Dashboard {
    readonly uid: string;
    readonly panels: readonly { readonly title: string; readonly targets?: readonly { readonly expr: string }[] }[];
  }

  test('the dashboard asks for metrics that there are, and shows every one of ours', () => {
    const dashboard = JSON.parse(read('deploy/grafana/dashboards/cardwright.json')) as Dashboard;
    const asked = dashboard.panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => metricsIn(expr)));
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
    const shown = new Set(asked.map((name) => name.replace(/_bucket$/, '')));
    expect(ours.filter((name) => !shown.has(name))).toEqual([]);
  });
});

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly labels: { readonly severity: string };
      readonly annotations: { readonly summary: string; readonly runbook_url: string };
    }[];
  }[];
}

describe('alarms', () => {
  const rules = yaml<Rules>('deploy/prometheus/alerts.yml').groups.flatMap((group) => group.rules);

  test('ask for metrics that there are', () => {
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.flatMap(({ expr }) => metricsIn(expr)).filter((name) => !known.has(name))).toEqual([]);
    for (const { labels, annotations } of rules) {
      expect(['critical', 'warning']).toContain(labels.severity);
      expect(annotations.summary).not.toBe('');
    }
  });

  test('each has its section in the runbook, and each section its alarm', () => {
    const alarms = operations.split('\n## Alarms\n')[1]?.split('\n## ')[0] ?? '';
    const sections = [...alarms.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(sections.toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
    for (const { alert, annotations } of rules)
      expect(annotations.runbook_url).toBe(`docs/operations.md#${alert.toLowerCase()}`);
  });

  test('Prometheus reads them and scrapes both roles where compose runs them', () => {
    const { rule_files: files, scrape_configs: scrapes } = yaml<{
      readonly rule_files: readonly string[];
      readonly scrape_configs: readonly {
        readonly static_configs: readonly { readonly targets: readonly string[] }[];
      }[];
    }>('deploy/prometheus/prometheus.yml');
    expect(files).toEqual(['alerts.yml']);
    expect(scrapes.flatMap(({ static_configs: all }) => all.flatMap(({ targets }) => targets))).toEqual([
      'api:3000',
      'worker:3000',
    ]);
  });
});

test('variables of the environment that operators are told of are read', () => {
  const table = operations.split('\n## Upgrade')[0] ?? '';
  const names = [...table.matchAll(/`([A-Z][A-Z_]+)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'SIGTERM');
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !isRead(name))).toEqual([]);
});

describe('the image', () => {
  test('runs the pinned runtime as a user by number that is not root, on the port that it says', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    expect(dockerfile).toContain(`ARG BASE=node:${devDependencies['node']}-bookworm-slim\n`);
    expect(dockerfile).toMatch(/^USER 1000:1000$/m);
    expect(dockerfile).toMatch(/^EXPOSE 3000$/m);
    expect(dockerfile).toContain('PORT=3000');
    expect(dockerfile).toContain('npm ci --omit=dev');
    const [, path = ''] = /127\.0\.0\.1:3000(\/\w+)/.exec(dockerfile) ?? [];
    expect(hasRoute(path)).toBe(true);
  });

  test('holds no test and nothing that only tests import', () => {
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toEqual(
      expect.arrayContaining([
        '**/*.test.ts',
        '**/testing',
        '**/fixtures',
        '**/test-support.ts',
        '**/*-contract.ts',
        '**/node_modules',
      ]),
    );
  });

  test.each([...dockerfile.matchAll(/\b(HOST|PORT|CARDWRIGHT_\w+)=/g)].map(([, name = '']) => name))(
    '%s is read',
    (name) => {
      expect(isRead(name)).toBe(true);
    },
  );
});

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly profiles?: readonly string[];
        readonly build?: string;
        readonly image?: string;
        readonly read_only?: boolean;
        readonly environment?: Readonly<Record<string, string>>;
        readonly ports?: readonly string[];
        readonly secrets?: readonly string[];
        readonly stop_grace_period?: string;
      }
    >
  >;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

describe('compose', () => {
  const { services, secrets } = yaml<Compose>('docker-compose.yml');

  test('without a profile it is the demonstration alone', () => {
    expect(Object.keys(services).filter((name) => services[name]?.profiles === undefined)).toEqual(['cardwright']);
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(['api', 'worker', 'postgres', 'hapi', 'prometheus', 'grafana']),
    );
  });

  test('every port is on loopback, every image has a version, no secret is in the file', () => {
    for (const { ports = [], image = '', environment = {}, secrets: used = [] } of Object.values(services)) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
      expect(image).toMatch(/:(local|v?\d+\.\d+)/);
      for (const [name, value] of Object.entries(environment))
        if (/PASSWORD|KEY|DATABASE_URL/.test(name))
          expect([name, value]).toEqual([name, expect.stringMatching(/^\/run\/secrets\//)]);
      for (const secret of used) expect(secrets[secret]?.file).toMatch(/^\.\/deploy\/compose\/secrets\//);
    }
    expect(read('.gitignore')).toContain('deploy/compose/secrets/');
  });

  test.each(['cardwright', 'api', 'worker'])(
    '%s is read-only, has time to drain, and variables that are read',
    (name) => {
      const service = services[name];
      expect(service).toMatchObject({ build: '.', read_only: true });
      expect(Number.parseInt(service?.stop_grace_period ?? '', 10) * 1000).toBeGreaterThan(limits.drainMs + 1_000);
      expect(Object.keys(service?.environment ?? {}).filter((variable) => !isRead(variable))).toEqual([]);
    },
  );

  test('its configuration is valid, subscribes by itself and is written to where compose runs', () => {
    const { sources: configured, role } = readConfig({
      CARDWRIGHT_CONFIG: join(root, 'deploy/compose/cardwright.json'),
    });
    expect(role).toBe('all');
    expect(configured['hapi']).toMatchObject({
      profile: 'hapi',
      fhirServer: 'http://hapi:8080/fhir',
      notifyBaseUrl: 'http://api:3000',
    });
  });
});

interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly selector?: { readonly matchLabels?: object };
    readonly scaleTargetRef?: { readonly name: string };
    readonly metrics?: readonly { readonly external?: { readonly metric: { readonly name: string } } }[];
    readonly template: { readonly metadata: { readonly labels: object }; readonly spec: PodSpec };
  };
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

interface PodSpec {
  readonly terminationGracePeriodSeconds: number;
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly containers: readonly {
    readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
    readonly env: readonly { readonly name: string; readonly value: string }[];
    readonly securityContext: object;
    readonly resources: { readonly requests: object; readonly limits: object };
    readonly startupProbe: Probe;
    readonly readinessProbe: Probe;
    readonly livenessProbe: Probe;
    readonly lifecycle: { readonly preStop: { readonly exec: { readonly command: readonly string[] } } };
  }[];
}

describe('Kubernetes', () => {
  const folder = 'deploy/kubernetes/base';
  const { resources } = yaml<{ readonly resources: readonly string[] }>(`${folder}/kustomization.yaml`);
  const all = resources.flatMap((file) =>
    parseAllDocuments(read(`${folder}/${file}`)).map((document): Resource => {
      expect([...document.errors, ...document.warnings]).toEqual([]);
      return document.toJS() as Resource;
    }),
  );
  const ofKind = (kind: string) => all.filter((one) => one.kind === kind);

  test('the kustomization has every file of its folder and what an installation needs', () => {
    expect(['kustomization.yaml', ...resources].toSorted()).toEqual(readdirSync(join(root, folder)).toSorted());
    expect(new Set(all.map(({ kind }) => kind))).toEqual(
      new Set([
        'Namespace',
        'ConfigMap',
        'Deployment',
        'Service',
        'PodDisruptionBudget',
        'HorizontalPodAutoscaler',
        'NetworkPolicy',
      ]),
    );
  });

  test.each(['api', 'worker'])('%s: its role, user, probes, port, limits and time to drain', (role) => {
    const deployment = ofKind('Deployment').find(({ metadata }) => metadata.name === `cardwright-${role}`);
    if (deployment === undefined) throw new Error('no deployment');
    const { template, selector } = deployment.spec;
    expect(template.metadata.labels).toEqual(selector?.matchLabels);
    const { securityContext, containers, terminationGracePeriodSeconds, automountServiceAccountToken } = template.spec;
    expect(securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(automountServiceAccountToken).toBe(false);
    const [container] = containers;
    if (container === undefined) throw new Error('no container');
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    const env = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
    expect(Object.keys(env).filter((name) => !isRead(name))).toEqual([]);
    expect(env).toMatchObject({ ROLE: role, HOST: '0.0.0.0' });
    expect(container.ports).toEqual([{ name: 'http', containerPort: Number(env['PORT']) }]);
    const { startupProbe, readinessProbe, livenessProbe, lifecycle } = container;
    for (const { httpGet } of [startupProbe, readinessProbe, livenessProbe]) {
      expect(httpGet.port).toBe('http');
      expect(hasRoute(httpGet.path)).toBe(true);
    }
    expect([readinessProbe.httpGet.path, livenessProbe.httpGet.path]).toEqual(['/readyz', '/livez']);
    const [, seconds] = lifecycle.preStop.exec.command;
    expect(terminationGracePeriodSeconds * 1000).toBeGreaterThan(Number(seconds) * 1000 + limits.drainMs + 1_000);
    expect(Object.keys(container.resources.limits)).toContain('memory');
  });

  test('the autoscalers scale what there is by metrics that there are', () => {
    const names = ofKind('Deployment').map(({ metadata }) => metadata.name);
    const scalers = ofKind('HorizontalPodAutoscaler');
    expect(scalers.map(({ spec }) => spec.scaleTargetRef?.name).toSorted()).toEqual(names.toSorted());
    const external = scalers.flatMap(({ spec }) =>
      (spec.metrics ?? []).flatMap((one) => one.external?.metric.name ?? []),
    );
    expect(external).toEqual(['cardwright_inbox_oldest_seconds']);
    expect(ours).toEqual(expect.arrayContaining(external));
  });

  test('the configuration of the example is valid', () => {
    const [map] = ofKind('ConfigMap');
    const file = join(mkdtempSync(join(tmpdir(), 'cardwright-config-')), 'cardwright.json');
    writeFileSync(file, map?.data?.['cardwright.json'] ?? '');
    expect(Object.keys(readConfig({ CARDWRIGHT_CONFIG: file }).sources)).toEqual(['ehr']);
  });
});
