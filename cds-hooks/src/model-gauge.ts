import type { RunnableService } from '@cardwright/evaluation';
import { Gauge, type Registry } from 'prom-client';

/** Says whose models the gauge tells of; asked again at every scrape. */
export type WatchModels = (served: () => Iterable<Pick<RunnableService, 'service' | 'models' | 'port'>>) => void;

/** Registers `cardwright_model_ready`: 1 for each model that can be run, 0 while its process is gone. The last one watched counts. */
export function modelGauge(registry: Registry): WatchModels {
  let watched: Parameters<WatchModels>[0] = () => [];
  const gauge = new Gauge({
    name: 'cardwright_model_ready',
    help: '1 while a model can be run, 0 while its process is gone after it took too much time or memory',
    labelNames: ['service', 'variant'],
    registers: [registry],
    collect: () => {
      gauge.reset();
      for (const { service, models, port } of watched()) {
        const gone = new Set(port.unavailable?.());
        for (const variant of Object.keys(models))
          gauge.set({ service: service.manifest.id, variant }, gone.has(variant) ? 0 : 1);
      }
    },
  });
  return (served) => {
    watched = served;
  };
}
