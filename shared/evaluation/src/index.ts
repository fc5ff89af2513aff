export { evaluate, type EvaluationRequest } from './evaluate.ts';
export type { RunnableService } from './runnable-service.ts';
export { readContext } from './read-context.ts';
export { recordContext } from './record-context.ts';
export { reevaluate } from './reevaluate.ts';
export { buildCards, maxCards, type BuildCardsOptions } from './build-cards.ts';
export type { PrintedOutput } from './print-outputs.ts';
export { scoreLine, type ScoreAnswer } from './score-line.ts';
export { explanationSeed } from './explanation-seed.ts';
