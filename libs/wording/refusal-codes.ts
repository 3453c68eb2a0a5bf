import type { AmountRefusal, Refusal } from '#kernel';
import type {
  ConventionRefusal,
  FiscalYearRefusal,
  InstallationRefusal,
  NomenclatureRefusal,
  SchemeRefusal,
} from '#ledger';

type None = Record<string, never>;

/**
 * Refusals of the rooms between a request and a decision, and of the edge itself: each code with its figures.
 * `given` is what was sent, whatever its JSON type.
 */
export interface EdgeRefusals {
  /* Commands */
  idempotency_key_reused: None;
  version_mismatch: { expected: number; actual: number };
  /** `key` as the ledger writes it: `ej|…`, `dp|…`, `invoice|…`, `reference|…`. The holder is not shown. */
  claim_taken: { key: string; holder: string };
  /* Documents; the most in bytes */
  document_too_large: { name: string; most?: number; found?: string };
  document_type_refused: { name: string; most?: number; found?: string };
  document_empty: { name: string; most?: number; found?: string };
  document_not_uploaded: { sha256: string };
  /* Who asks */
  token_missing: None;
  token_unknown: None;
  session_missing: None;
  login_failed: None;
  provider_unreachable: None;
  person_unknown: { readonly name: string };
  own_account: None;
  email_malformed: None;
  email_taken: None;
  employer_missing: None;
  perimeter_missing: { role: string };
  perimeter_foreign: { role: string };
  expiry_past: None;
  stream_not_parked: { stream: string };
  stream_still_parked: { stream: string; facts: number };
  form_not_ours: None;
  too_many_requests: { seconds: number };
  permission_missing: { role: string };
  outside_perimeter: { academie: string };
  /* What is not there, or not for them */
  route_unknown: None;
  document_unknown: None;
  body_unknown: None;
  scheme_not_found: None;
  checkpoint_missing: None;
  verification_missing: None;
  /* Reports; `most` in rows, in sheets */
  report_too_long_to_print: { most: number };
  report_too_many_sheets: { most: number };
  known_at_future: None;
  report_not_found: None;
  issued_report_unknown: None;
  format_not_offered: { offered: readonly string[] };
  balance_unknown: None;
  year_not_sealed: { year: number };
  balance_root_differs: { year: number };
  /** References of conventions of which a fact could not be read. */
  journal_incomplete: { references: readonly string[] };
  bundle_exists: { path: string };
  /** What the bundle's own program answered. */
  bundle_not_verified: { answer: string };
  /* A spreadsheet that was filled */
  sheet_unreadable: None;
  sheet_formula: { cell: string };
  sheet_too_long: { most: number };
  sheet_columns_missing: { columns: readonly string[] };
  sheet_empty: { column: string };
  school_twice: { uai: string };
  scheme_exists: { scheme: string };
  sheet_tranche_unknown: { tranche: string; known: readonly string[] };
  /* The request */
  json_malformed: None;
  request_malformed: None;
  media_type_unsupported: None;
  multipart_expected: None;
  body_too_large: None;
  record_too_large: None;
  idempotency_key_missing: None;
  if_match_malformed: None;
  cursor_unknown: None;
  after_malformed: None;
  known_at_malformed: None;
  /* Its fields */
  field_missing: { field: string };
  field_unknown: { field: string };
  field_malformed: { given?: unknown };
  object_expected: { field?: string };
  list_expected: { field: string };
  list_too_short: { field: string };
  list_too_long: { field: string };
  text_malformed: { most: number };
  number_out_of_range: { least: number; most: number };
  flag_malformed: None;
  choice_unknown: { given: unknown; allowed: readonly string[] };
  id_malformed: { given?: unknown };
  sha256_malformed: { given?: unknown };
  /* What the server cannot do now */
  read_model_behind: None;
  too_busy: None;
  storage_unavailable: None;
  storage_full: None;
  event_store_unavailable: None;
  internal_error: None;
}

type OfEdge = { [C in keyof EdgeRefusals]: Refusal<C, EdgeRefusals[C]> }[keyof EdgeRefusals];
type OfKernel = AmountRefusal | Refusal<'rate_malformed' | 'day_malformed', { given: string }>;

/** Every refusal that a user may be given. */
export type AnyRefusal =
  | ConventionRefusal
  | SchemeRefusal
  | NomenclatureRefusal
  | FiscalYearRefusal
  | InstallationRefusal
  | OfKernel
  | OfEdge;

export type RefusalCode = AnyRefusal['code'];

/** The figures of a code, also where several codes share one refusal type. */
export type DetailsOf<C extends RefusalCode> = AnyRefusal extends infer R
  ? R extends Refusal<infer Codes, infer Details>
    ? C extends Codes
      ? Details
      : never
    : never
  : never;

export type Sentences<C extends RefusalCode> = { readonly [K in C]: (details: DetailsOf<K>) => string };
