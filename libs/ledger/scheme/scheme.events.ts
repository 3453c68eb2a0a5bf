import { count, dayField, euros, fact, type FactOf, maybe, rateField, text } from '#kernel';
import { z } from 'zod';
import { EXPENSE_CATEGORIES, FLOW_KINDS, LEGAL_TYPES, QUANTITY_RULES } from '../words.js';

/** What the State's money is for; the activité of Chorus follows from it. */
export const FLOWS = ['equipment', 'resources', 'infrastructure'] as const;
export type Flow = (typeof FLOWS)[number];

const unit = z.strictObject({
  unit: text(40),
  label: text(200),
  /** Euros per unit; the amount itself for a flat grant; the most expense of a school where it counts by expense. */
  ceiling: euros(),
  /** The State's share of an expense, 0 to 1; 1 for a flat grant. */
  rate: rateField(),
  /** The most units that one school may be granted. */
  perSchoolMost: maybe(z.int().min(1)),
  /** `expense`: granted on the planned expense of a school's project, not on a number of units. */
  countedBy: maybe(z.enum(['expense'])),
  /** The State's share in a school of priority education. */
  priorityRate: maybe(rateField()),
  /** The amount is that of each notification; the ceiling says nothing. */
  notified: maybe(z.boolean()),
  /** Units in kind that are due for each of what is counted: 4 for each class. */
  entitlement: maybe(z.strictObject({ per: text(60), each: z.int().min(1).max(1000) })),
});

/** Limits of one school in a flow, in euros; the minima are tested at award. */
const perSchool = z.strictObject({
  expenseLeast: maybe(euros()),
  expenseMost: maybe(euros()),
  aidLeast: maybe(euros()),
  aidMost: maybe(euros()),
  /** The minima are tested again on what was accepted, at the final service fait. */
  testedAtEnd: maybe(z.boolean()),
});

/** Who pays another share of the same expense, outside Chorus. */
const cofunder = z.strictObject({ funder: z.enum(LEGAL_TYPES), label: text(200), rate: rateField() });

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
  perSchool: maybe(perSchool),
  /** Categories of expense that its statements may hold; default: all. */
  eligibleCategories: maybe(z.array(z.enum(EXPENSE_CATEGORIES)).min(1).max(EXPENSE_CATEGORIES.length)),
  /** How quantities follow the head-counts observed; default: by amendment. */
  quantities: maybe(z.enum(QUANTITY_RULES)),
  cofunders: maybe(z.array(cofunder).min(1).max(10)),
});

/** Which category of expense is borne by whom. */
const borne = z.strictObject({
  category: z.enum(EXPENSE_CATEGORIES),
  bornBy: z.enum(['etat', 'collectivite', 'shared']),
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
    expenseMatrix: maybe(z.array(borne).max(EXPENSE_CATEGORIES.length)),
    warnings: z.array(warning),
  }),
};

export type SchemeFact = FactOf<typeof schemeFacts.SchemePublished>;
/** One published version of a scheme. */
export type SchemeVersion = SchemeFact['data'];
export type SchemeFlow = SchemeVersion['flows'][number];
export type SchoolLimits = NonNullable<SchemeFlow['perSchool']>;
export type Cofunder = NonNullable<SchemeFlow['cofunders']>[number];
export type BorneExpense = NonNullable<SchemeVersion['expenseMatrix']>[number];
export type SchemeUnit = SchemeFlow['units'][number];
export type SchemeWarning = SchemeVersion['warnings'][number];
