export { evaluate, type EvaluationRequest, type RunnableService } from './evaluate.ts';
export { buildCards, maxCards, type BuildCardsOptions } from './build-cards.ts';
export type { PrintedOutput } from './print-outputs.ts';
export { scoreLine, type ScoreAnswer } from './score-line.ts';
export { explanationSeed } from './explanation-seed.ts';
