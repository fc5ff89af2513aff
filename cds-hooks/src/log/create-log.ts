import { pino, type DestinationStream, type Logger } from 'pino';
import { errorKind } from '../error-kind.ts';
import { onlyAllowed } from './only-allowed.ts';

export interface CreateLogOptions {
  /** As pino has it: `trace` to `fatal`, or `silent`; default `info`. */
  readonly level?: string | undefined;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/** One JSON object a line, with the fields of an allow-list only, whoever logs what: see `onlyAllowed`. */
export function createLog({ level = 'info', destination = pino.destination(1) }: CreateLogOptions = {}): Logger {
  const known = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].includes(level);
  return pino(
    {
      name: 'cardwright',
      base: null,
      level: known ? level : 'info',
      formatters: { log: onlyAllowed },
      // Without a text pino takes that of the error.
      hooks: {
        logMethod(given, write) {
          const [first, text]: readonly unknown[] = given;
          if (typeof first === 'string' || typeof text === 'string') write.apply(this, given);
          else write.apply(this, [{ kind: errorKind(first) }, 'without a text']);
        },
      },
      // An error that is handed over whole would bring its message.
      serializers: {
        err: onlyAllowed,
        error: (value: unknown) => (typeof value === 'string' ? value : onlyAllowed(value)),
      },
    },
    destination,
  );
}
