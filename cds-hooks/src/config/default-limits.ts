import type { Limits } from './config.ts';
import schema from './config.schema.json' with { type: 'json' };

const { properties: limit } = schema.properties.limits;

/** The limits where the file says nothing: the defaults of the published schema, which thus cannot differ from it. */
export const defaultLimits: Limits = {
  maxBodyBytes: limit.maxBodyBytes.default,
  maxJsonDepth: limit.maxJsonDepth.default,
  maxResources: limit.maxResources.default,
  maxPages: limit.maxPages.default,
  maxConcurrentCalls: limit.maxConcurrentCalls.default,
  deadlineMs: limit.deadlineMs.default,
  requestTimeoutMs: limit.requestTimeoutMs.default,
  clockSkewMs: limit.clockSkewMs.default,
  maxTokenLifetimeMs: limit.maxTokenLifetimeMs.default,
  drainMs: limit.drainMs.default,
  debounceMs: limit.debounceMs.default,
  maxDebounceMs: limit.maxDebounceMs.default,
};
