import { count, dayField, euros, fact, type FactOf, maybe, rateField, text } from '#kernel';
import { z } from 'zod';
import { FLOW_KINDS, LEGAL_TYPES } from '../words.js';

/** What the State's money is for; the activité of Chorus follows from it. */
export const FLOWS = ['equipment', 'resources'] as const;
export type Flow = (typeof FLOWS)[number];

const unit = z.strictObject({
  unit: text(40),
  label: text(200),
  /** Euros per unit; the amount itself for a flat grant. */
  ceiling: euros(),
  /** The State's share of an expense, 0 to 1; 1 for a flat grant. */
  rate: rateField(),
  /** The most units that one school may be granted. */
  perSchoolMost: maybe(z.int().min(1)),
  /** The amount is that of each notification; the ceiling says nothing. */
  notified: maybe(z.boolean()),
  /** Units in kind that are due for each of what is counted: 4 for each class. */
  entitlement: maybe(z.strictObject({ per: text(60), each: z.int().min(1).max(1000) })),
});

const flow = z.strictObject({
  flow: z.enum(FLOWS),
  kind: z.enum(FLOW_KINDS),
  label: text(200),
  /** Legal types that this flow may be paid to. */
  beneficiaryTypes: z.array(z.enum(LEGAL_TYPES)).min(1),
  units: z.array(unit).min(1).max(50),
  /** Share of the maximum that is paid at signature, 0 to 1; 1 for a flat grant. */
  advanceRate: rateField(),
  /** Share of the maximum that may be paid before the final service fait, advance included, 0 to 1. */
  interimShare: maybe(rateField()),
});

const warning = z.strictObject({
  code: z.enum(['advance_above_general_law']),
  flow: z.enum(FLOWS),
  advanceRate: rateField(),
  cap: rateField(),
  /** The text that sets the cap, in French. */
  text: text(300),
});

export const schemeFacts = {
  SchemePublished: fact('SchemePublished', 'life', 'A version of a funding scheme was published.', {
    code: text(80),
    /** From 1, without gap. */
    version: count(),
    label: text(200),
    family: maybe(text(80)),
    legalBasis: text(500),
    /** The public text that the figures come from. */
    source: text(500),
    validFrom: dayField(),
    /** Last day of validity, that day included. */
    validUntil: maybe(dayField()),
    taxBasis: z.enum(['TTC', 'HT']),
    rounding: z.enum(['down', 'half-up']),
    flows: z.array(flow).min(1).max(20),
    warnings: z.array(warning),
  }),
};

export type SchemeFact = FactOf<typeof schemeFacts.SchemePublished>;
/** One published version of a scheme. */
export type SchemeVersion = SchemeFact['data'];
export type SchemeFlow = SchemeVersion['flows'][number];
export type SchemeUnit = SchemeFlow['units'][number];
export type SchemeWarning = SchemeVersion['warnings'][number];
