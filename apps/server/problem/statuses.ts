import type { ProblemStatus, RefusalCode } from '#wording';

/** HTTP status of each code that is not 422, the status of a rule that refuses. */
const STATUSES: Readonly<Partial<Record<RefusalCode, ProblemStatus>>> = {
  json_malformed: 400,
  request_malformed: 400,
  idempotency_key_missing: 400,
  if_match_malformed: 400,
  multipart_expected: 400,
  cursor_unknown: 400,
  token_missing: 401,
  token_unknown: 401,
  session_missing: 401,
  permission_missing: 403,
  form_not_ours: 403,
  outside_perimeter: 403,
  beneficiary_certifies: 403,
  route_unknown: 404,
  convention_unknown: 404,
  payment_unknown: 404,
  account_not_registered: 404,
  statement_unknown: 404,
  use_unknown: 404,
  order_unknown: 404,
  anomaly_unknown: 404,
  scheme_not_found: 404,
  body_unknown: 404,
  document_unknown: 404,
  checkpoint_missing: 404,
  verification_missing: 404,
  report_not_found: 404,
  issued_report_unknown: 404,
  balance_unknown: 404,
  year_not_sealed: 404,
  claim_taken: 409,
  convention_closed: 409,
  version_mismatch: 412,
  body_too_large: 413,
  document_too_large: 413,
  record_too_large: 413,
  media_type_unsupported: 415,
  document_type_refused: 415,
  too_many_requests: 429,
  too_busy: 503,
  storage_unavailable: 503,
  storage_full: 503,
  event_store_unavailable: 503,
  read_model_behind: 503,
  journal_incomplete: 503,
  internal_error: 500,
  balance_root_differs: 500,
};

/** The codes of a status; none for 422, the status of all others. */
export function codesOf(status: ProblemStatus): readonly string[] {
  return Object.entries(STATUSES).flatMap(([code, other]) => (other === status ? [code] : []));
}

export function statusOf(code: string): ProblemStatus {
  return STATUSES[code as RefusalCode] ?? 422;
}
