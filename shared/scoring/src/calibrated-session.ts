import type { SignatureOutput } from '@cardwright/cds-service';
import { calibrateProbability } from './calibrate-probability.ts';
import type { GraphResults, GraphSession } from './open-session.ts';

/** Calibrates one output, and its link where the table is a line on the link, in every row. */
const calibrateColumn = (output: SignatureOutput, results: GraphResults, session: GraphSession): void => {
  const { calibration, column, link } = output;
  if (calibration === undefined) return;
  const { outputs, links } = results;
  const rowCount = outputs.length / session.outputWidth;
  for (let row = 0; row < rowCount; row += 1) {
    const at = row * session.outputWidth + column;
    const linkAt = link && row * session.linkWidth + link.column;
    const logit = linkAt === undefined ? undefined : links[linkAt];
    outputs[at] = calibrateProbability(calibration, outputs[at] ?? NaN, logit);
    if (calibration.kind === 'logistic' && linkAt !== undefined && logit !== undefined) {
      links[linkAt] = calibration.intercept + calibration.slope * logit;
    }
  }
};

/**
 * A session whose numbers are calibrated as the outputs declare, so that scores, explanations, ranges and
 * counterfactuals all speak of the same numbers. A logistic calibration moves output and link; an isotonic one has no
 * meaning on the link scale and moves the output only. Without a calibration: the session itself.
 */
export const calibratedSession = (session: GraphSession, outputs: readonly SignatureOutput[]): GraphSession => {
  const calibrated = outputs.filter(({ calibration }) => calibration !== undefined);
  if (calibrated.length === 0) return session;
  return {
    outputWidth: session.outputWidth,
    linkWidth: session.linkWidth,
    isReady: () => session.isReady(),
    release: () => session.release(),
    run: async (block) => {
      const { outputs: values, links } = await session.run(block);
      const results = { outputs: values.slice(), links: links.slice() };
      for (const output of calibrated) calibrateColumn(output, results, session);
      return results;
    },
  };
};
