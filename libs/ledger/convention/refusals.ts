import { type Refusal, refuse } from '#kernel';
import type { AccountRefusal } from './accounts.js';
import type { IdentifierRefusal } from '../identifiers.js';

/**
 * Why a command on a convention is refused: each code with the figures that explain it. Codes are stable; the
 * French sentence of each stands in libs/wording.
 */
export interface ConventionRefusals {
  /* The file */
  convention_unknown: Record<string, never>;
  convention_closed: { closedOn: string };
  line_unknown: { line: string };
  tranche_unknown: { line: string; tranche: string };
  allocation_unknown: { allocation: string };
  party_unknown: { party: string };
  school_unknown: { uai: string };
  duplicate: { what: string; value: string };
  amount_zero: Record<string, never>;
  amount_too_large: { amount: string; most: string };
  /* Dates */
  date_in_future: { on: string; today: string };
  life_out_of_order: { on: string; last: string };
  fiscal_year_not_open: { year: number; status: string };
  fiscal_year_of_another_date: { year: number; on: string };
  year_not_closed: { year: number };
  /* Drafting */
  scheme_unknown: { scheme: string; version?: number };
  scheme_not_in_force: { scheme: string; on: string };
  flow_unknown: { flow: string; scheme: string };
  unit_unknown: { unit: string; flow: string };
  beneficiary_type_excluded: { legalType: string; flow: string; allowed: readonly string[] };
  payee_identifier_missing: { legalType: string; wanted: 'siret' | 'uai' };
  stated_maximum_differs: { stated: string; computed: string; expression: string };
  stated_advance_rate_differs: { stated: string; ofScheme: string };
  units_per_school_exceeded: { uai: string; unit: string; asked: number; most: number };
  activite_not_of_flow: { given: string; expected: string; flow: string };
  beneficiary_missing: Record<string, never>;
  deployment_upside_down: { from: string; until: string };
  payee_not_beneficiary: { payee: string };
  payee_not_reference_college: { payee: string; college: string; uai: string };
  quantity_missing: { uai: string; unit: string };
  pce_not_of_payee: { given: string; expected: string; legalType: string };
  groupe_marchandises_not_of_payee: { given: string; expected: string; legalType: string };
  planned_expense_missing: { uai: string; unit: string };
  planned_expense_not_of_unit: { uai: string; unit: string };
  award_below_minimum: { uai: string; of: 'expense' | 'aid'; asked: string; least: string };
  tranche_not_firm: { tranche: string; on: string };
  tranche_abandoned: { tranche: string; abandonedOn: string };
  tranche_already_firm: { tranche: string };
  tranche_moved_since: { on: string; last: string };
  tranche_in_hand: { tranche: string; pending: string; statements: number };
  head_count_of_no_tranche: { uai: string; tranche: string };
  head_count_unit_unknown: { uai: string; tranche: string; unit: string };
  head_count_contradicts: {
    uai: string;
    unit: string;
    before: number;
    since: string;
    arrivals: number;
    departures: number;
    observed: number;
  };
  head_count_below_accepted: { uai: string; unit: string; accepted: number; observed: number };
  /* Parent and child */
  parent_unknown: { parent: string };
  parent_is_child: { parent: string; of: string };
  parent_not_in_force: { parent: string; on: string };
  parent_suspended: { parent: string; since: string };
  parent_terminated: { parent: string; noticeUntil: string };
  parent_superseded: { parent: string; on: string; by: string };
  child_outside_parent: { parent: string; validUntil: string; parentUntil: string };
  child_follows_parent: { parent: string };
  draft_frozen: { signedBy: readonly string[] };
  /* Signature and life */
  validity_missing: Record<string, never>;
  validity_twice: Record<string, never>;
  signed_after_term: { validUntil: string; on: string };
  renewal_not_agreed: Record<string, never>;
  renewal_already_agreed: Record<string, never>;
  renewal_before_last_signature: Record<string, never>;
  renewal_without_period: Record<string, never>;
  renewal_is_tacit: { until: string };
  renewal_after_end: { endedOn: string };
  renewals_exhausted: { most: number };
  open_ended_renewal: Record<string, never>;
  convention_has_term: Record<string, never>;
  already_superseded: { on: string; by: string };
  convention_superseded: { on: string; by: string };
  successor_unknown: { by: string };
  successor_not_signed: { reference: string; on: string };
  successor_superseded: { reference: string; by: string };
  suspension_to_name: Record<string, never>;
  force_majeure_missing: Record<string, never>;
  force_majeure_too_short: { since: string; from: string; on: string };
  already_signed: { party: string; on: string };
  visa_not_expected: { visa: string };
  not_signed: { missing: readonly string[]; on: string };
  visa_missing: { visa: string };
  convention_expired: { validUntil: string };
  convention_suspended: { since: string };
  convention_terminated: { noticeUntil: string };
  not_suspended: Record<string, never>;
  already_in_notice: { noticeUntil: string };
  validity_before_today: { validUntil: string; on: string };
  authority_missing: { rule: string };
  reduction_not_lower: { allocation: string; maximum: string; asked: string };
  avenant_empty: Record<string, never>;
  closure_open: {
    pending: string;
    payable: string;
    toOrder: string;
    orderOpen: string;
    toProve: string;
    outstanding: string;
    financialReport: 'received' | 'missing';
    anomalies: number;
    equipmentOut: number;
  };
  /* Commitments */
  poste_malformed: { given: string };
  poste_unknown: { ej: string; poste: string };
  nomenclature_code_missing: { axis: string; key: string; on: string };
  commitment_above_maximum: { asked: string; room: string; maximum: string };
  release_above_left: { asked: string; left: string };
  /* Payments */
  payment_kind_not_of_line: { kind: string; line: string };
  payment_unknown: { payment: string };
  payment_requested_here: { payment: string; dp: string };
  payment_not_requested: { payment: string; status: string };
  payment_not_executed: { payment: string; status: string };
  payment_not_returned: { payment: string; status: string };
  advance_already_requested: { tranche: string };
  advance_differs: { asked: string; agreed: string; rate: string };
  service_fait_missing: { tranche: string };
  interim_not_allowed: { line: string };
  above_payable: { asked: string; payable: string };
  above_commitment: { asked: string; left: string };
  executed_before_signature: { on: string; signedOn: string };
  executed_before_request: { on: string; requestedOn: string };
  account_not_registered: { account: string };
  /* Two persons (invariant 9) */
  certifier_executes: { person: string };
  executor_certifies: { person: string };
  orderer_receives: { person: string };
  registrar_confirms: { person: string };
  registrar_executes: { person: string };
  beneficiary_certifies: Record<string, never>;
  /* Expense */
  line_takes_no_statement: { line: string };
  line_takes_no_use: { line: string };
  statement_unknown: { statement: string };
  statement_not_open: { statement: string; status: string };
  service_fait_already_final: { tranche: string };
  supporting_documents_missing: { statement: string };
  written_notice_missing: Record<string, never>;
  cut_above_expense: { expense: number; cut: string; amount: string };
  cut_unknown_expense: { expense: number };
  quantity_above_declared: { allocation: string; asked: number; declared: number };
  common_expense_has_quantity: { expense: number };
  invoice_exceeded: { supplier: string; number: string; total: string; accepted: string };
  certified_after_submission: { certifiedOn: string; on: string };
  use_unknown: { use: string };
  use_not_final: { use: string };
  carry_over_above_unused: { asked: string; unused: string };
  /* Notified credits */
  flow_not_notified: { flow: string; scheme: string };
  unit_by_notification: { unit: string; flow: string };
  grant_not_notified: { tranche: string };
  post_not_named: { post: string; named: readonly string[] };
  split_does_not_add_up: { total: string; notified: string };
  split_below_use: { post: string; voted: string; used: string };
  split_missing: { tranche: string };
  use_by_post_missing: { tranche: string };
  use_above_vote: { post: string; used: string; voted: string };
  use_does_not_add_up: { total: string; declared: string };
  /* Equipment in kind */
  line_without_money: { line: string };
  line_not_in_kind: { line: string };
  entitlement_differs: { uai: string; unit: string; stated: number; count: number; each: number };
  unit_without_entitlement: { uai: string; unit: string };
  equipment_none: Record<string, never>;
  equipment_not_there: { allocation: string; movement: string; asked: number; room: number };
  /* Who the parties are */
  identity_unchanged: { of: string };
  siret_of_another_party: { siret: string; party: string };
  payment_waits_for_payee: { payment: string };
  /* Repayments */
  order_unknown: { order: string };
  order_above_overpaid: { asked: string; most: string };
  order_amount_above_open: { asked: string; open: string };
  repayment_above_order: { asked: string; open: string };
  repayment_unknown: { repayment: string };
  restored_above_repaid: { asked: string; most: string };
  /* Corrections */
  entry_unknown: { entry: string };
  entry_not_reversible: { type: string };
  reversal_of_reversal: { entry: string };
  already_reversed: { entry: string };
  commitment_carries_payments: { ej: string; poste: string };
  entry_has_successor: { entry: string; successor: string };
  anomaly_unknown: { anomaly: string };
  reversal_of_decision: { type: string };
}

export type ConventionRefusalCode = keyof ConventionRefusals;
export type ConventionRefusal =
  | { [C in ConventionRefusalCode]: Refusal<C, ConventionRefusals[C]> }[ConventionRefusalCode]
  | AccountRefusal
  | IdentifierRefusal;

/** A refusal of this stream, its details checked against its code. */
export function no<C extends ConventionRefusalCode>(
  code: C,
  details: ConventionRefusals[C],
  pointer?: string,
): ConventionRefusal {
  return refuse(code, details, pointer) as unknown as ConventionRefusal;
}
