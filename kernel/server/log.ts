import pino, { type DestinationStream, type Logger } from 'pino'

export type Log = Logger

/**
 * Structured lines on standard output. Secrets and personal fields are cut out by name wherever they
 * stand at the top of a line or of the request in it.
 */
export function createLog(level: string, to?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'authorization',
        'cookie',
        'email',
        'token',
        '*.authorization',
        '*.cookie',
        '*.email',
        '*.token',
      ],
      censor: '…',
    },
  }
  return to ? pino(options, to) : pino(options)
}
