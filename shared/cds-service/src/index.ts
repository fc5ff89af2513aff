export * from './assessment.ts';
export * from './card.ts';
export * from './errors.ts';
export * from './evaluation.ts';
export * from './feature.ts';
export * from './model.ts';
export * from './service.ts';
