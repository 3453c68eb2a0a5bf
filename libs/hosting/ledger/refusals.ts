import type pg from 'pg';
import type { RefusedAttempt } from '#commands';
import { instant } from '#kernel';

/** A refused attempt that is kept, by its number: the later, the greater. */
export interface KeptRefusal extends RefusedAttempt {
  readonly id: string;
}

/** What is looked for among them. */
export interface RefusalQuestion {
  /** Those before this number. */
  readonly before?: string;
  readonly actor?: string;
  readonly code?: string;
  readonly limit: number;
}

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly role: string;
  readonly stream: string;
  readonly command_type: string;
  readonly code: string;
  readonly body_hash: string;
  readonly correlation_id: string;
}

/** Keeps who asked what and was refused, outside the ledger. */
export async function recordRefusal(pool: pg.Pool, attempt: RefusedAttempt): Promise<void> {
  const { at, actor, role, stream, commandType, code, bodyHash, correlationId } = attempt;
  await pool.query(
    `insert into ops.refused_attempt (at, actor, role, stream, command_type, code, body_hash, correlation_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [at, actor, role, stream, commandType, code, bodyHash, correlationId],
  );
}

/** The latest first. */
export async function keptRefusals(
  pool: pg.Pool,
  { before, actor, code, limit }: RefusalQuestion,
): Promise<readonly KeptRefusal[]> {
  const { rows } = await pool.query<Row>(
    `select id::text, at, actor, role, stream, command_type, code, body_hash, correlation_id from ops.refused_attempt
     where ($1::bigint is null or id < $1) and ($2::text is null or actor = $2) and ($3::text is null or code = $3)
     order by id desc limit $4`,
    [before ?? null, actor ?? null, code ?? null, limit],
  );
  return rows.map(({ command_type, body_hash, correlation_id, at, ...row }) => ({
    ...row,
    at: instant(at.toISOString()),
    commandType: command_type,
    bodyHash: body_hash,
    correlationId: correlation_id,
  })) as readonly KeptRefusal[];
}
