import { type DestinationStream, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Configuration } from './configuration.js';

export type Log = Logger;

const LEVELS = {
  fatal: 'fatal',
  error: 'error',
  warn: 'warn',
  log: 'info',
  debug: 'debug',
  verbose: 'trace',
} as const;

/** How a program speaks: sentences to whoever started it, and a log. In JSON both are lines of the log. */
export interface Voice {
  readonly say: (sentence: string) => void;
  readonly log: Log;
}

/**
 * No secret and no personal data: neither headers nor bodies nor addresses are logged, and of a failure its name,
 * message, code and stack only; PostgreSQL's `detail` repeats values of rows.
 */
export function openVoice(
  { logLevel, logFormat }: Pick<Configuration, 'logLevel' | 'logFormat'>,
  output: DestinationStream = process.stdout,
): Voice {
  const options = {
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: failure },
  };
  if (logFormat === 'json') {
    const log = pino({ ...options, level: LEVELS[logLevel] }, output);
    return { log, say: sentence => log.info(sentence.trim()) };
  }
  // On a terminal the sentences are enough, until something goes wrong.
  const level = logLevel === 'log' ? 'warn' : LEVELS[logLevel];
  const destination = pretty({ colorize: false, sync: true, ignore: 'pid', destination: output });
  return { log: pino({ ...options, level }, destination), say: sentence => output.write(`${sentence}\n`) };
}

function failure(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error ? { code: error.code } : {};
  return { type: error.name, message: error.message, ...code, stack: error.stack };
}
