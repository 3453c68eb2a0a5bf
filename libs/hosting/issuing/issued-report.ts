import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Perimeter } from '#access';
import { canonicalJson, type Day, type Instant, type Json } from '#kernel';
import type { FileFormat, Figures, ReportName, Seal } from '#rendering';

/** A report as it was issued. */
export interface IssuedReport {
  readonly number: string;
  readonly report: ReportName;
  /** In French. */
  readonly title: string;
  readonly format: FileFormat;
  readonly filters: Readonly<Record<string, string | number>>;
  readonly effectiveOn: Day | null;
  readonly knownAt: Instant | null;
  /** The last position of the log that it takes into account. */
  readonly position: string;
  readonly seal: Seal | null;
  readonly account: string;
  readonly role: string;
  readonly issuedAt: Instant;
  /** Of its bytes. */
  readonly sha256: string;
  readonly size: number;
  readonly fileName: string;
  /** Of its figures, without words. */
  readonly figuresSha256: string;
}

/** With what its author might see: it is asked again within the same bounds. */
export interface KeptReport extends IssuedReport {
  readonly perimeter: Perimeter;
  /** The names of its figures; null where it was issued before they were kept. */
  readonly figuresShape: Json | null;
}

/** SHA-256 of the figures in canonical JSON, hexadecimal. */
export function figuresHash({ values }: Figures): string {
  return createHash('sha256').update(canonicalJson(values)).digest('hex');
}

export type PerimeterJson =
  | { readonly kind: 'everything' }
  | { readonly kind: 'academies'; readonly academies: readonly string[] }
  | { readonly kind: 'bodies'; readonly keys: readonly string[] };

export function perimeterJson(perimeter: Perimeter): PerimeterJson {
  switch (perimeter.kind) {
    case 'everything':
      return perimeter;
    case 'academies':
      return { kind: 'academies', academies: [...perimeter.academies].sort() };
    case 'bodies':
      return { kind: 'bodies', keys: [...perimeter.keys].sort() };
  }
}

function perimeterOf(json: PerimeterJson): Perimeter {
  switch (json.kind) {
    case 'everything':
      return json;
    case 'academies':
      return { kind: 'academies', academies: new Set(json.academies) };
    case 'bodies':
      return { kind: 'bodies', keys: new Set(json.keys) };
  }
}

const COLUMNS = `number, report, title, format, filters, perimeter, effective_on as "effectiveOn",
  to_char(known_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "knownAt", position,
  seal_size as "sealSize", seal_root as "sealRoot", account, role,
  to_char(issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "issuedAt",
  sha256, size, file_name as "fileName", figures_sha256 as "figuresSha256",
  figures_shape as "figuresShape"`;

interface Row extends Omit<KeptReport, 'seal' | 'size' | 'perimeter'> {
  readonly perimeter: PerimeterJson;
  readonly sealSize: string | null;
  readonly sealRoot: string | null;
  readonly size: string;
}

function keptOf({ perimeter, sealSize, sealRoot, size, ...row }: Row): KeptReport {
  return {
    ...row,
    perimeter: perimeterOf(perimeter),
    seal: sealSize === null || sealRoot === null ? null : { size: Number(sealSize), root: sealRoot },
    size: Number(size),
  };
}

/** Issued reports, the latest first. */
export async function issuedReports(
  pool: pg.Pool,
  { before, limit }: { readonly before?: string; readonly limit: number },
): Promise<readonly KeptReport[]> {
  const { rows } = await pool.query<Row>(
    `select ${COLUMNS} from ops.issued_report where $1::bigint is null or number < $1
     order by number desc limit $2`,
    [before ?? null, limit],
  );
  return rows.map(keptOf);
}

export async function issuedReport(pool: pg.Pool, number: string): Promise<KeptReport | undefined> {
  const { rows } = await pool.query<Row>(`select ${COLUMNS} from ops.issued_report where number = $1`, [
    number,
  ]);
  return rows[0] && keptOf(rows[0]);
}

/** Those that took the log into account up to a position before this one. */
export async function issuedBefore(pool: pg.Pool, position: string): Promise<readonly KeptReport[]> {
  const { rows } = await pool.query<Row>(
    `select ${COLUMNS} from ops.issued_report where position < $1 order by number`,
    [position],
  );
  return rows.map(keptOf);
}
