import type pg from 'pg';
import type { Perimeter } from '#access';
import { Params } from '../reading/params.js';
import { within } from '../reading/perimeter.js';

export interface CitationQuestion {
  readonly sha256: string;
  readonly perimeter: Perimeter;
}

/**
 * The account that first cited a document where this perimeter sees it; undefined where nobody did.
 *
 * What a line cites is seen by its payee. What the convention cites as a whole (the bilan financier, the ground of an
 * act of its life) is for its académie only: a ground may be an internal note, a convention may have several
 * beneficiaries, and a beneficiary who sent the document sees it anyway, as its sender.
 */
export async function citedInside(
  pool: pg.Pool,
  { sha256, perimeter }: CitationQuestion,
): Promise<string | undefined> {
  const params = new Params();
  const conditions = [
    `t.sha256 = ${params.add(sha256)}`,
    ...(perimeter.kind === 'bodies'
      ? [`l.payee_key = any (${params.add([...perimeter.keys])}::text[])`]
      : within(perimeter, params)),
  ];
  const { rows } = await pool.query<{ citedBy: string }>(
    `select t.cited_by as "citedBy" from read.citation t
    join read.convention c on c.key = t.convention_key
    left join read.line l on l.convention_key = t.convention_key and l.key = t.line_key
    where ${conditions.join(' and ')} order by t.convention_key, t.line_key limit 1`,
    params.values,
  );
  return rows[0]?.citedBy;
}
