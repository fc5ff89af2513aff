export type { Band, CardsFile, OrderTemplate, SuggestionTemplate } from './cards-file.ts';
export type { Shaped } from './check-shape.ts';
export { declareService } from './declare-service.ts';
export type { Declared } from './declared.ts';
export { findTodos, todoMark } from './find-todos.ts';
export { parseGolden } from './parse-golden.ts';
export type { Problem } from './problem.ts';
export { readDeclaredService } from './read-declared-service.ts';
export type { DeclaredFiles, ReadService } from './read-declared-service.ts';
