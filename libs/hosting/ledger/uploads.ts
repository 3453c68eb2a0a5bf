import type pg from 'pg';
import type { MediaType } from '#files';
import type { Instant } from '#kernel';

/** A supporting document as one account sent it: its bytes are in the document store. */
export interface Upload {
  readonly sha256: string;
  readonly mediaType: MediaType;
  /** Bytes. */
  readonly size: number;
  /** The name of the file, as this sender called it. */
  readonly name: string;
  readonly uploadedBy: string;
  readonly uploadedAt: Instant;
}

/** Who sent which documents. The bytes are kept once, but each sender has sent them: none learns of another. */
export class PostgresUploads {
  constructor(private readonly pool: pg.Pool) {}

  /** Remembers a sender; one who sends the same bytes again keeps the name they gave first. */
  async add({ sha256, mediaType, size, name, uploadedBy, uploadedAt }: Upload): Promise<void> {
    await this.pool.query(
      `with kept as (
        insert into ops.document (sha256, media_type, size) values ($1, $2, $3) on conflict do nothing
      )
      insert into ops.document_upload (sha256, account, name, at) values ($1, $4, $5, $6) on conflict do nothing`,
      [sha256, mediaType, size, uploadedBy, name, uploadedAt],
    );
  }

  /** The document as this account sent it, else as its first sender did. */
  async find(sha256: string, account: string): Promise<Upload | undefined> {
    const { rows } = await this.pool.query<Omit<Upload, 'size'> & { readonly size: string }>(
      `select d.sha256, d.media_type as "mediaType", d.size, u.name, u.account as "uploadedBy",
        to_char(u.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "uploadedAt"
      from ops.document d join ops.document_upload u using (sha256)
      where d.sha256 = $1 order by u.account = $2 desc, u.at, u.account limit 1`,
      [sha256, account],
    );
    const [row] = rows;
    return row && { ...row, size: Number(row.size) };
  }
}
