import { InvalidArgumentError } from 'commander';
import { endOfDay, JOURNAL_FORMATS, type JournalFormatName } from '#hosting';
import { type Day, type Instant, instant, parseDay } from '#kernel';

/* Readers of what is typed after a command. */

/** A day, YYYY-MM-DD. */
export function readDay(text: string): Day {
  const on = parseDay(text);
  if (typeof on !== 'string')
    throw new InvalidArgumentError('un jour est attendu, sous la forme AAAA-MM-JJ.');
  return on;
}

/** A moment; a day stands for its end in Paris. */
export function readKnownAt(text: string): Instant {
  const on = parseDay(text);
  if (typeof on === 'string') return endOfDay(on);
  try {
    return instant(text);
  } catch {
    throw new InvalidArgumentError(
      'un jour (AAAA-MM-JJ) ou un instant (AAAA-MM-JJThh:mm:ss.sssZ) est attendu.',
    );
  }
}

const ACCOUNT = /^[a-z0-9][a-z0-9._-]{2,59}$/;

/** A pseudonymous account: never a person's name. */
export function readAccount(text: string): string {
  if (!ACCOUNT.test(text)) {
    throw new InvalidArgumentError(
      'un compte s’écrit en minuscules, chiffres, points et tirets, de 3 à 60 signes ; jamais un nom de personne.',
    );
  }
  return text;
}

/** A place in the log, from 1. */
export function readPosition(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new InvalidArgumentError('un nombre entier à partir de 1 est attendu.');
  return Number(text);
}

/** An exercice, of those that a ledger may have. */
export function readYear(text: string): number {
  const year = /^\d{4}$/.test(text) ? Number(text) : NaN;
  if (!(year >= 2000 && year <= 2198))
    throw new InvalidArgumentError('un exercice de 2000 à 2198 est attendu.');
  return year;
}

export function readFormat(text: string): JournalFormatName {
  const format = JOURNAL_FORMATS.find(known => known === text);
  if (!format) throw new InvalidArgumentError('« hledger » ou « fec » est attendu.');
  return format;
}

/** An option that may be given several times. */
export function readAnother(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
