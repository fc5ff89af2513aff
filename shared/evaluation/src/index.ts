export { evaluate, type EvaluationRequest, type RunnableService } from './evaluate.ts';
export { buildCards, type BuildCardsOptions } from './build-cards.ts';
export { scoreLine, type ScoreAnswer, type ScoreLine } from './score-line.ts';
