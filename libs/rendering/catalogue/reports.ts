import { stdnum } from 'stdnum';
import { z } from 'zod';
import { day, instant, isRefusal, maybe, parseDay } from '#kernel';
import {
  bodyBalance,
  compareImputations,
  financialStatement,
  followUp,
  grants,
  LEVELS,
  paymentCurve,
  paymentSettlement,
  recoveries,
  repaymentOrder,
  schoolBudgets,
  serviceFaitCertificate,
  streamDeadlines,
  streamImputations,
  streamOutstanding,
  streamSchoolBudgets,
  yearly,
} from '#read-models';
import { DEADLINES, LEGAL_TYPES } from '#wording';
import { WAITING_KINDS } from '../columns/outstanding-columns.js';
import { financialStatementDocument } from '../documents/financial-statement-document.js';
import { repaymentOrderDocument } from '../documents/repayment-order-document.js';
import { serviceFaitDocument } from '../documents/service-fait-document.js';
import { settlementDocument } from '../documents/settlement-document.js';
import { annexTable } from '../tables/annex-table.js';
import { bodyTable } from '../tables/body-table.js';
import { openDataDeliverable, publishedGrants } from '../open-data/published-grants.js';
import { GRANT_SCHEMAS } from '../open-data/schemas.js';
import { comparisonTable } from '../tables/comparison-table.js';
import { followUpTable } from '../tables/follow-up-table.js';
import { paymentCurveTable } from '../tables/payment-curve-table.js';
import { recoveryTable } from '../tables/recovery-table.js';
import {
  deadlineTable,
  IMPUTATION_GROUPS,
  imputationTable,
  outstandingTable,
  SCHOOL_GROUPS,
  type SchoolGroup,
  schoolTable,
} from '../tables/tables.js';
import { yearlyTable } from '../tables/yearly-table.js';
import { SHEETS } from '../filters.js';
import { type ReportKind, reportKind } from './report-kind.js';

/* Every report and document that can be asked, issued and verified, by its name in the API and on the command line. */

const text = (most = 200) => z.string().min(1).max(most);
const uuid = () => z.uuid();
const onDay = () =>
  z
    .string()
    .refine(given => !isRefusal(parseDay(given)))
    .transform(day);
const year = () => z.coerce.number().int().min(2000).max(2198);
const chosen = <const K extends string>(words: Readonly<Record<K, unknown>>) =>
  z.enum(Object.keys(words) as [K, ...K[]]);

const ofConventions = { academie: maybe(text(40)), scheme: maybe(text(80)), convention: maybe(uuid()) };
const ofImputations = {
  ...ofConventions,
  year: year(),
  level: maybe(z.enum(LEVELS)),
  programme: maybe(text(4)),
  activite: maybe(text(12)),
  payeeType: maybe(chosen(LEGAL_TYPES)),
  imputation: maybe(text()),
};
const ofConvention = { convention: uuid() };

interface Grouping {
  readonly by?: SchoolGroup | undefined;
  readonly sheets?: string | undefined;
}

/** Printed apart, by school where nothing else is said. */
const groupOf = ({ by, sheets }: Grouping) => by ?? (sheets === undefined ? undefined : 'school');

export const REPORTS = {
  'chorus-imputations': reportKind({
    title: 'État d’imputation d’un exercice',
    filters: z.strictObject({ ...ofImputations, by: maybe(chosen(IMPUTATION_GROUPS)) }),
    ask: (pool, { by, ...question }) => streamImputations(pool, question, by && IMPUTATION_GROUPS[by].key),
    deliverable: (answer, { by }) => imputationTable(answer, by),
  }),
  'imputation-comparison': reportKind({
    title: 'Ce qui a changé dans l’état d’imputation',
    filters: z.strictObject({
      ...ofImputations,
      withYear: maybe(year()),
      withKnownAt: maybe(z.iso.datetime({ precision: 3 }).transform(instant)),
    }),
    ask: compareImputations,
    deliverable: comparisonTable,
  }),
  'school-budgets': reportKind({
    title: 'Tableau budgétaire par établissement',
    filters: z.strictObject({
      ...ofConventions,
      departement: maybe(text(100)),
      commune: maybe(text()),
      uai: maybe(text(8)),
      by: maybe(chosen(SCHOOL_GROUPS)),
      sheets: maybe(chosen(SHEETS)),
    }),
    ask: (pool, { by, sheets, ...question }) => {
      const group = groupOf({ by, sheets });
      return streamSchoolBudgets(pool, question, group && SCHOOL_GROUPS[group]);
    },
    deliverable: (answer, filters) =>
      schoolTable(answer, { by: groupOf(filters), apart: filters.sheets !== undefined }),
  }),
  outstanding: reportKind({
    title: 'Ce qui reste à payer, à justifier ou à reverser',
    filters: z.strictObject({ ...ofConventions, kind: maybe(chosen(WAITING_KINDS)) }),
    ask: streamOutstanding,
    deliverable: outstandingTable,
  }),
  'follow-up': reportKind({
    title: 'Suivi des restes à payer',
    filters: z.strictObject(ofConventions),
    ask: followUp,
    deliverable: followUpTable,
  }),
  years: reportKind({
    title: 'Engagé, payé et restant à payer par exercice',
    filters: z.strictObject(ofConventions),
    ask: yearly,
    deliverable: yearlyTable,
  }),
  'payment-curve': reportKind({
    title: 'Paiements cumulés d’une convention',
    filters: z.strictObject(ofConvention),
    ask: paymentCurve,
    deliverable: paymentCurveTable,
  }),
  deadlines: reportKind({
    title: 'Échéances',
    filters: z.strictObject({
      ...ofConventions,
      kind: maybe(chosen(DEADLINES)),
      body: maybe(text(14)),
      from: maybe(onDay()),
      until: maybe(onDay()),
    }),
    ask: streamDeadlines,
    deliverable: deadlineTable,
  }),
  recoveries: reportKind({
    title: 'Indus et reversements',
    filters: z.strictObject(ofConventions),
    ask: recoveries,
    deliverable: recoveryTable,
  }),
  'open-data': reportKind({
    title: 'Subventions en données ouvertes',
    filters: z.strictObject({
      ...ofConventions,
      year: maybe(year()),
      schema: maybe(chosen(GRANT_SCHEMAS)),
      awarder: maybe(text(14).refine(given => stdnum['FR']!['siret']!.validate(given).isValid)),
    }),
    ask: async (pool, { schema, awarder, ...question }) => {
      const found = await grants(pool, question);
      return found && publishedGrants(found, { schema, awarder });
    },
    deliverable: openDataDeliverable,
  }),
  'body-statement': reportKind({
    title: 'Relevé d’un bénéficiaire',
    filters: z.strictObject({ body: text(14) }),
    ask: bodyBalance,
    deliverable: bodyTable,
  }),
  annex: reportKind({
    title: 'Annexe par établissement',
    filters: z.strictObject(ofConvention),
    ask: async (pool, question) => {
      const answer = await schoolBudgets(pool, question);
      return answer.rows.length > 0 ? answer : undefined;
    },
    deliverable: annexTable,
  }),
  settlement: reportKind({
    title: 'État liquidatif d’un paiement',
    filters: z.strictObject({ ...ofConvention, payment: uuid() }),
    ask: paymentSettlement,
    deliverable: settlementDocument,
  }),
  'service-fait': reportKind({
    title: 'Certificat de service fait',
    filters: z.strictObject({ ...ofConvention, certificate: uuid() }),
    ask: serviceFaitCertificate,
    deliverable: serviceFaitDocument,
  }),
  'repayment-order': reportKind({
    title: 'Ordre de reversement',
    filters: z.strictObject({ ...ofConvention, order: uuid() }),
    ask: repaymentOrder,
    deliverable: repaymentOrderDocument,
  }),
  'financial-statement': reportKind({
    title: 'Bilan financier',
    filters: z.strictObject(ofConvention),
    ask: financialStatement,
    deliverable: financialStatementDocument,
  }),
} as const satisfies Readonly<Record<string, ReportKind>>;

export type ReportName = keyof typeof REPORTS;
export const REPORT_NAMES = Object.keys(REPORTS) as ReportName[];
