import { type Day, day, nextDay } from './day.js';

declare const instantBrand: unique symbol;
/** A moment, UTC, ISO 8601 with milliseconds (`2016-11-03T09:12:44.120Z`); instants compare as strings. */
export type Instant = string & { readonly [instantBrand]: 'Instant' };

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** An instant written in code or read from the record; throws on another form. */
export function instant(text: string): Instant {
  if (!INSTANT.test(text)) throw new TypeError(`not an instant: ${text}`);
  return text as Instant;
}

/** The moment that many whole seconds later. */
export function secondsAfter(moment: Instant, seconds: number): Instant {
  const [hours, minutes, rest] = [moment.slice(11, 13), moment.slice(14, 16), moment.slice(17, 19)].map(
    Number,
  );
  let total = hours! * 3600 + minutes! * 60 + rest! + seconds;
  let on = day(moment.slice(0, 10));
  for (; total >= 86_400; total -= 86_400) on = nextDay(on);
  const clock = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  return instant(`${on}T${clock.map(part => String(part).padStart(2, '0')).join(':')}${moment.slice(19)}`);
}

const paris = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day in Europe/Paris at a moment given in milliseconds since the Unix epoch. */
export function dayInParis(milliseconds: number): Day {
  return paris.format(milliseconds) as Day;
}
