import { type Refusal, refuse } from './refusal.js';

declare const dayBrand: unique symbol;
/** A calendar day without hour, `YYYY-MM-DD`; days compare as strings. */
export type Day = string & { readonly [dayBrand]: 'Day' };

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export interface Period {
  readonly years?: number;
  readonly months?: number;
}

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : DAYS_IN_MONTH[month - 1]!;
}

function write(year: number, month: number, day: number): Day {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as Day;
}

function split(on: Day): [year: number, month: number, day: number] {
  return [Number(on.slice(0, 4)), Number(on.slice(5, 7)), Number(on.slice(8, 10))];
}

/** Reads a day of the years 1900 to 2199. */
export function parseDay(text: unknown): Day | Refusal<'day_malformed', { given: string }> {
  const parts = typeof text === 'string' ? DAY.exec(text) : null;
  if (parts) {
    const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
    const exists =
      year >= 1900 &&
      year <= 2199 &&
      month >= 1 &&
      month <= 12 &&
      day >= 1 &&
      day <= daysInMonth(year, month);
    if (exists) return text as Day;
  }
  return refuse('day_malformed', { given: String(text) });
}

/** A day written in code or read from the record; throws where there is no such day. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (typeof parsed !== 'string') throw new TypeError(`not a day: ${text}`);
  return parsed;
}

export function yearOf(on: Day): number {
  return Number(on.slice(0, 4));
}

export function nextDay(on: Day): Day {
  const [year, month, dayOfMonth] = split(on);
  if (dayOfMonth < daysInMonth(year, month)) return write(year, month, dayOfMonth + 1);
  return month === 12 ? write(year + 1, 1, 1) : write(year, month + 1, 1);
}

/**
 * The last day of a period of n months or years that runs from day to day: the day with the same number,
 * else the last of the month, that day included (domain: 14/10/2016 for one year ends on 14/10/2017).
 */
export function lastDayOf(start: Day, period: Period): Day {
  const [year, month, dayOfMonth] = split(start);
  const months = year * 12 + (month - 1) + (period.years ?? 0) * 12 + (period.months ?? 0);
  const endYear = Math.floor(months / 12);
  const endMonth = (months % 12) + 1;
  return write(endYear, endMonth, Math.min(dayOfMonth, daysInMonth(endYear, endMonth)));
}

/** 31 December of a year. */
export function yearEnd(year: number): Day {
  return write(year, 12, 31);
}

export function laterOf(a: Day, b: Day): Day {
  return a > b ? a : b;
}

export function earlierOf(a: Day, b: Day): Day {
  return a < b ? a : b;
}
