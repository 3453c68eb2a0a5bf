/*
 * What a backup holds, and what it leaves out because it is computed again. Each table of the schemas `ledger` and `ops`
 * stands in one of the two lists (a test compares them with the database). The form: docs/backup.md.
 */

/** The rows of one table, a JSON object a line, in the order in which they are put back. */
export interface TablePart {
  readonly file: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly order: string;
  readonly where?: string;
  /** Its column `sha256` names documents whose bytes are in the backup. */
  readonly namesDocuments?: true;
  /** Where the log stands in EventStoreDB, the mirror fills it from the records. */
  readonly mirrored?: true;
}

/** The texts of the records, one a line: the line is the position. */
export const EVENTS = 'events.ndjson';
/** The public keys that signed, as in the data folder. */
export const VERIFIERS = 'verifiers.txt';
/** The bytes of documents, by SHA-256. */
export const DOCUMENT_FOLDER = 'documents';
/** Signed checkpoints: compared with the events before anything is put back. */
export const SEALS = 'seals.ndjson';
/** Keys that facts hold. */
export const CLAIMS = 'claims.ndjson';
export const MANIFEST = 'manifest.json';
/** The SHA-256 of the manifest, as `sha256sum` writes and checks it. */
export const MANIFEST_SUM = 'manifest.json.sha256';
/** The log's signature over the manifest; none for an empty log. */
export const MANIFEST_NOTE = 'manifest.json.note';

/** What is followed from the log and made again from it; other followers, such as policies, never do a thing twice. */
const REMADE = "projection not in ('read', 'read_next', 'seal')";

const columns = (names: string) => names.split(' ');

export const TABLE_PARTS: readonly TablePart[] = [
  {
    file: CLAIMS,
    table: 'ledger.claim',
    columns: columns('key stream event_id'),
    order: 'key',
    mirrored: true,
  },
  {
    file: 'personal-values.ndjson',
    table: 'ledger.personal_value',
    columns: columns('commitment salt value'),
    order: 'commitment',
  },
  {
    file: 'stragglers.ndjson',
    table: 'ledger.straggler',
    columns: columns('position kind name'),
    order: 'position, kind, name',
  },
  { file: SEALS, table: 'ops.seal', columns: columns('size note sealed_at'), order: 'size' },
  {
    file: 'balance-seals.ndjson',
    table: 'ops.balance_seal',
    columns: columns('year position note sealed_at'),
    order: 'year',
  },
  {
    file: 'epochs.ndjson',
    table: 'ops.epoch',
    columns: columns('number position root backup restored_at lost_through'),
    order: 'number',
  },
  {
    file: 'erasures.ndjson',
    table: 'ops.erasure',
    columns: columns('id at actor motive commitment position'),
    order: 'id',
  },
  {
    file: 'followers.ndjson',
    table: 'ops.checkpoint',
    columns: columns('projection generation position updated_at'),
    order: 'projection',
    where: REMADE,
  },
  {
    file: 'dead-letters.ndjson',
    table: 'ops.dead_letter',
    columns: columns('id projection stream position error at'),
    order: 'id',
    where: REMADE,
  },
  {
    file: 'dead-letter-acts.ndjson',
    table: 'ops.dead_letter_act',
    columns: columns('id at projection stream position act by reason'),
    order: 'id',
  },
  {
    file: 'accounts.ndjson',
    table: 'ops.account',
    columns: columns(
      'account name role academies bodies email siret issuer subject opened_at seen_at disabled_at',
    ),
    order: 'account',
  },
  {
    file: 'account-acts.ndjson',
    table: 'ops.account_act',
    columns: columns('id at account act by what'),
    order: 'id',
  },
  {
    file: 'tokens.ndjson',
    table: 'ops.token',
    columns: columns('hash account role academies bodies label created_at expires_at revoked_at'),
    order: 'hash',
  },
  {
    file: 'refused-attempts.ndjson',
    table: 'ops.refused_attempt',
    columns: columns('id at actor role stream command_type code body_hash correlation_id'),
    order: 'id',
  },
  {
    file: 'documents.ndjson',
    table: 'ops.document',
    columns: columns('sha256 media_type size'),
    order: 'sha256',
    namesDocuments: true,
  },
  {
    file: 'uploads.ndjson',
    table: 'ops.document_upload',
    columns: columns('sha256 account name at'),
    order: 'sha256, account',
  },
  {
    file: 'issued-reports.ndjson',
    table: 'ops.issued_report',
    columns: columns(
      'number report title format filters perimeter effective_on known_at position seal_size seal_root account role issued_at sha256 size file_name figures_sha256 figures_shape',
    ),
    order: 'number',
    namesDocuments: true,
  },
  {
    file: 'verifications.ndjson',
    table: 'ops.verification',
    columns: columns('id at ok result'),
    order: 'id',
  },
];

/** Columns that are not among those of their part, and why. */
export const COLUMNS_LEFT_OUT: Readonly<Record<string, string>> = {
  'ops.seal.anchored_at': 'the anchor belongs to a data folder: that of the restore is told again',
};

/** Tables that are not among the parts, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'ledger.event': `its records are ${EVENTS}; its other columns repeat what they say`,
  'ledger.mirror': 'how far the log of one EventStoreDB is copied: that of the restore is another',
  'ops.login': 'logins under way at the provider of identities: they begin again',
  'ops.session': 'who is logged in on the pages: after a restore they log in again',
  'ops.tile': 'the hashes of the records, computed again',
  'ops.migration': 'the schema of the database that it is restored into',
};
