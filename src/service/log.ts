/** The service's log: one JSON object a line on standard error. No request body, no token, no value of a row is ever given to it. */
import { destination, pino, stdTimeFunctions, type Logger } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug' | 'child'>;

/** @param level of pino: `debug`, `info`, `warn`, `error`, `silent` */
export function openLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Should one ever be logged by mistake.
      redact: ['*.authorization', '*.cookie', '*.password', '*.token', '*.secret'],
    },
    destination({ fd: 2, sync: false }),
  );
}
