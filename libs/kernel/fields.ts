import { z } from 'zod';
import { type Day, parseDay } from './day.js';
import { Euros, parseRate, type Rate } from './euros.js';

/*
 * The kinds of field a fact may hold. Each gives the TypeScript type in memory, the JSON in the record and the
 * JSON Schema of the catalogue.
 */

const SIGNED_AMOUNT = /^-?(?:0|[1-9]\d{0,11})\.\d{2}$/;

/** An amount of euros: "2000.00" in the record, `Euros` in memory. */
export const euros = () =>
  z.codec(
    z.string().regex(SIGNED_AMOUNT).describe('euros, two decimals'),
    z.custom<Euros>(value => value instanceof Euros),
    {
      decode: text => Euros.of(text),
      // Zod first encodes a bounded list without its checks: an amount that may be absent then comes as undefined.
      encode: amount => String(amount),
    },
  );

/** A calendar day, `YYYY-MM-DD`. */
export const dayField = () =>
  z
    .string()
    .refine(text => typeof parseDay(text) === 'string', 'not a day')
    .describe('a day, YYYY-MM-DD') as unknown as z.ZodType<Day, string>;

/** A rate as a decimal string: "0.5" is 50 %. */
export const rateField = () =>
  z
    .string()
    .refine(text => typeof parseRate(text) === 'string', 'not a rate')
    .describe('a rate, 0.5 is 50 %') as unknown as z.ZodType<Rate, string>;

/** A whole number from 0. */
export const count = () => z.int().min(0);

export const text = (most = 500) => z.string().min(1).max(most);

/** A SHA-256 in hexadecimal: the name of a supporting document. */
export const sha256 = () =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256, hexadecimal');

/**
 * A personal field (the name of a signatory or contact): the record holds a salted commitment, the value stands in
 * a side table from which it can be erased without changing the record.
 */
export const personal = () =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('personal: SHA-256 of salt and value; the value is erasable')
    .meta({ personal: true });

/** A field that may be absent. */
export const maybe = <S extends z.ZodType>(schema: S) => z.exactOptional(schema);
