import type { Day, Euros, Period, Rate, Rounding } from '#kernel';
import type { ExpenseCategory, FlowKind, LegalType, QuantityRule } from '../words.js';
import type { DataOf } from './convention.events.js';

/* What is true of a convention at one effective date, given what was known. All values are immutable. */

export type Draft = DataOf<'ConventionDrafted'>;
export type School = Draft['schools'][number];
export type Axes = Draft['lines'][number]['axes'];
export type Imputation = DataOf<'CommitmentRecorded'>['imputation'];
export type FourEyesRule = DataOf<'FourEyesRelaxed'>['rule'];
export type Renewal = NonNullable<Draft['renewal']>;
export type Expense = DataOf<'ExpenseStatementSubmitted'>['expenses'][number];

export interface Payee {
  readonly legalType: LegalType;
  readonly siret?: string;
  readonly uai?: string;
  readonly name: string;
}

/** What one school gets in a tranche of a line. Amounts in euros. */
export interface Allocation {
  readonly id: string;
  readonly uai: string;
  readonly unit: string;
  readonly quantity: number;
  readonly unitCeiling: Euros;
  readonly rate: Rate;
  /** Planned expense of a project: what is due then follows the expense alone, not a number of units. */
  readonly expense?: Euros;
  /** What the quantity is due for, where the unit has an entitlement. */
  readonly count?: number;
  /** Before the cap per school, where it lowered the award. */
  readonly uncapped?: Euros;
  /** The maximum before reductions: payments are shared by it until the final service fait. */
  readonly award: Euros;
  /** `M_a`: the award, lowered by reductions. */
  readonly maximum: Euros;
  readonly claimed: Euros;
  readonly cut: Euros;
  /** `E_a`, cumulated. */
  readonly accepted: Euros;
  readonly acceptedQuantity: number;
  /** `D_a`. */
  readonly due: Euros;
  /** Units of equipment in kind: delivered and returned since the start, lent to users now. */
  readonly delivered: number;
  readonly lent: number;
  readonly returned: number;
}

interface PostShare {
  readonly post: string;
  readonly amount: Euros;
}

/** One poste of an engagement juridique. */
export interface Poste {
  readonly ej: string;
  readonly poste: string;
  /** The fiscal year of its first commitment: a release in a later one frees no AE. */
  readonly since: number;
  readonly committed: Euros;
  readonly released: Euros;
  /** CP: paid gross, payments that the bank returned included. */
  readonly consumed: Euros;
  /** Requested and not yet executed. */
  readonly requested: Euros;
}

export interface Tranche {
  readonly id: string;
  readonly label: string;
  /** Firm by the signature or an amendment; conditional before; abandoned for good. */
  readonly status: 'conditional' | 'firm' | 'abandoned';
  readonly abandonedOn?: Day;
  /** By UAI, then unit: the order in which remainders are shared. */
  readonly allocations: readonly Allocation[];
  readonly advance: Euros;
  readonly postes: Readonly<Record<string, Poste>>;
  /** CP of all postes, payments observed without a known poste included. */
  readonly consumed: Euros;
  readonly requested: Euros;
  /** Returned by the bank and not yet re-issued: pending again, CP unchanged. */
  readonly returned: Euros;
  readonly repaid: Euros;
  readonly creditsRestored: Euros;
  readonly orderOpen: Euros;
  readonly writtenOff: Euros;
  readonly carriedOver: Euros;
  /** Returned by the bank and given up for good: claimed no more. */
  readonly forgone: Euros;
  /** What notified credits may be spent on, how the board split them, and what was spent of each. */
  readonly posts?: readonly { readonly post: string; readonly label: string }[];
  readonly split?: readonly PostShare[];
  readonly usedByPost?: readonly PostShare[];
  /** Declared use of a grant, before it is accepted. */
  readonly declared: Euros;
  /** An advance stands: requested, executed or returned. */
  readonly advanceTaken: boolean;
  /** A certificate of service fait stands (interim or final). */
  readonly certified: boolean;
  /** The final service fait (or final use of a grant) is in force. */
  readonly final: boolean;
}

export interface Line {
  readonly id: string;
  readonly flow: string;
  readonly kind: FlowKind;
  readonly label: string;
  readonly payee: Payee;
  readonly axes: Axes;
  readonly advanceRate: Rate;
  readonly interimShare?: Rate;
  readonly eligibleCategories?: readonly ExpenseCategory[];
  readonly quantities?: QuantityRule;
  readonly leastAtEnd?: { readonly expense?: Euros; readonly aid?: Euros };
  readonly cofunding?: Draft['lines'][number]['cofunding'];
  /** In full, once a commitment was recorded. */
  readonly imputation?: Imputation;
  readonly tranches: readonly Tranche[];
  /** Persons with an entry in force: who certified, who ordered (invariant 9). */
  readonly certifiers: readonly string[];
  readonly orderers: readonly string[];
  /** Persons who recorded an execution. */
  readonly executors: readonly string[];
}

export type PaymentStatus =
  'requested' | 'cancelled' | 'rejected' | 'executed' | 'returned' | 'abandoned' | 'observed';

export interface Payment {
  readonly id: string;
  readonly eventId: string;
  readonly line: string;
  readonly tranche: string;
  readonly ej: string;
  readonly poste: string;
  readonly dp: string;
  readonly dpPoste?: string;
  readonly kind: 'advance' | 'interim' | 'balance' | 'grant' | 'observed';
  readonly amount: Euros;
  /** What the accountant paid; may differ from what was asked for. */
  readonly executedAmount?: Euros;
  readonly account?: string;
  readonly status: PaymentStatus;
  readonly requestedOn: Day;
  readonly executedOn?: Day;
}

export interface BankAccount {
  readonly id: string;
  readonly payee: string;
  readonly iban: string;
  readonly bic?: string;
  readonly holder: string;
  readonly validFrom: Day;
  readonly lastDay?: Day;
  readonly registeredBy: string;
  readonly confirmedBy?: string;
}

export interface Statement {
  readonly id: string;
  readonly line: string;
  readonly tranche: string;
  readonly submittedOn: Day;
  readonly expenses: readonly Expense[];
  readonly documents: readonly string[];
  readonly claimed: readonly { readonly allocation: string; readonly amount: Euros }[];
  readonly status: 'submitted' | 'returned' | 'certified';
}

export interface ResourceUse {
  readonly id: string;
  readonly line: string;
  readonly tranche: string;
  readonly final: boolean;
  readonly used: readonly { readonly allocation: string; readonly amount: Euros }[];
  /** Of notified credits, the same by post. */
  readonly posts?: readonly PostShare[];
  readonly documents: readonly string[];
}

export interface Order {
  readonly id: string;
  readonly eventId: string;
  readonly line: string;
  readonly tranche: string;
  readonly orderedOn: Day;
  readonly amount: Euros;
  readonly received: Euros;
  readonly cancelled: Euros;
  readonly writtenOff: Euros;
  readonly contested: boolean;
}

/** `of`, here and below: it is the parent of that reference that is suspended, or ends. */
export interface Suspension {
  readonly since: Day;
  readonly cause: string;
  readonly reason: string;
  readonly of?: string;
}

/** What does not fit and waits to be explained. */
export interface Anomaly {
  /** `code:event id`. */
  readonly id: string;
  readonly code:
    | 'executed_while_suspended'
    | 'executed_amount_differs'
    | 'executed_without_request'
    | 'executed_on_invalid_account'
    | 'executed_after_freeing'
    | 'paid_above_ceiling';
  readonly on: Day;
  readonly payment: string;
  readonly explanation?: string;
}

/** What was observed of one unit of a school in a cohort. */
export interface HeadCount {
  readonly on: Day;
  readonly uai: string;
  readonly tranche: string;
  readonly unit: string;
  readonly count: number;
  readonly arrivals: number;
  readonly departures: number;
  readonly certified: boolean;
}

export interface ConventionState {
  /** In effective order. */
  readonly headCounts: readonly HeadCount[];
  readonly draft?: Draft;
  readonly rounding: Rounding;
  readonly validity: Period;
  readonly schools: Readonly<Record<string, School>>;
  readonly lines: readonly Line[];
  readonly visa: 'not_required' | 'awaited' | 'given' | 'refused';
  readonly signatures: Readonly<Record<string, Day>>;
  /** The day on which the last party signed. */
  readonly signedOn?: Day;
  /** Last day of validity, that day included; tacit renewals come after it (duration.ts). */
  readonly validUntil?: Day;
  readonly renewal?: Renewal;
  /** How many times it was renewed by an act. */
  readonly renewals: number;
  readonly superseded?: {
    readonly on: Day;
    readonly by: string;
    readonly reference: string;
    readonly of?: string;
  };
  readonly committeeMetOn?: Day;
  readonly deployment?: { readonly from: Day; readonly until: Day };
  /** The suspension in force: of payments, else by force majeure, else that of the parent. */
  readonly suspended?: Suspension;
  /** Both may be in force: each has its clock. Its own only. */
  readonly suspensions: { readonly payments?: Suspension; readonly forceMajeure?: Suspension };
  readonly termination?: {
    readonly notifiedOn: Day;
    readonly noticeUntil: Day;
    readonly party: string;
    readonly of?: string;
  };
  readonly amendments: number;
  readonly objectChanges: readonly { readonly on: Day; readonly change: string }[];
  readonly financialReport?: { readonly receivedOn: Day; readonly document: string };
  readonly closedOn?: Day;
  readonly relaxed: readonly FourEyesRule[];
  readonly accounts: Readonly<Record<string, BankAccount>>;
  readonly payments: Readonly<Record<string, Payment>>;
  readonly statements: Readonly<Record<string, Statement>>;
  readonly uses: Readonly<Record<string, ResourceUse>>;
  readonly orders: Readonly<Record<string, Order>>;
  readonly repayments: Readonly<
    Record<
      string,
      { readonly line: string; readonly tranche: string; readonly amount: Euros; readonly restored: Euros }
    >
  >;
  readonly otherFunding: Readonly<Record<string, Euros>>;
  /** What deserves a look and is no refusal: of the scheme, of the funding declared. The text is the rule's source. */
  readonly warnings: readonly { readonly code: string; readonly text: string }[];
  /** Accepted so far of each invoice, by `supplier/number`, and the least total that was stated of it. */
  readonly invoices: Readonly<Record<string, { readonly accepted: Euros; readonly total: Euros }>>;
  readonly anomalies: readonly Anomaly[];
  /** Reminders, formal notices and acts that interrupt a prescription. */
  readonly written: readonly {
    readonly kind: string;
    readonly on: Day;
    readonly subject: string;
    readonly claim?: 'on_state' | 'of_state';
  }[];
}
