import type { Evaluation } from '@cardwright/cds-service';
import { evaluate, type EvaluationRequest, type RunnableService } from '@cardwright/evaluation';
import { hookDefinitions } from '../wire/hook-definitions.ts';
import type { Tracing } from './tracing.ts';

/** `evaluate` in a span. A frame of its own: nothing that waits for the models holds the record. */
export function traceEvaluate(
  tracing: Tracing,
  served: RunnableService,
  options: EvaluationRequest,
): Promise<Evaluation> {
  if (!tracing.isOn) return evaluate(served, options);
  const { hook } = options.context;
  const about = {
    'cardwright.service': served.service.manifest.id,
    // Clients choose names of hooks freely: one that nobody published may be anything.
    'cardwright.hook': hook === 'notification' || hookDefinitions.has(hook) ? hook : 'other',
  };
  return tracing.span('evaluate', about, async (say) => {
    const evaluation = await evaluate(served, options);
    say({ 'cardwright.outcome': evaluation.outcome });
    return evaluation;
  });
}
