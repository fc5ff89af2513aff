import answersJson from './consciousness-answers.json' with { type: 'json' };
import levelJson from './level-of-consciousness.json' with { type: 'json' };
import { readCategories } from '../terminology/read-categories.ts';
import { readValueSet } from '../terminology/read-value-set.ts';

/** Level of responsiveness on the AVPU or ACVPU scale. */
export const levelOfConsciousness = readValueSet(levelJson);

/** Answers by letter; `C` is *new* confusion. */
export const consciousnessCategories = readCategories(answersJson, ['A', 'C', 'V', 'P', 'U']);
