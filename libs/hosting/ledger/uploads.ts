import type pg from 'pg';
import type { MediaType } from '#files';
import { type Instant, instant } from '#kernel';

/** A supporting document as it was sent: its bytes are in the document store. */
export interface Upload {
  readonly sha256: string;
  readonly mediaType: MediaType;
  /** Bytes. */
  readonly size: number;
  /** The name of the file, as its sender called it. */
  readonly name: string;
  readonly uploadedBy: string;
  readonly uploadedAt: Instant;
}

/** Who sent which document first: `ops.document`. */
export class PostgresUploads {
  constructor(private readonly pool: pg.Pool) {}

  async add({ sha256, mediaType, size, name, uploadedBy, uploadedAt }: Upload): Promise<void> {
    await this.pool.query(
      `insert into ops.document (sha256, media_type, size, name, uploaded_by, uploaded_at)
       values ($1, $2, $3, $4, $5, $6) on conflict (sha256) do nothing`,
      [sha256, mediaType, size, name, uploadedBy, uploadedAt],
    );
  }

  async find(sha256: string): Promise<Upload | undefined> {
    const { rows } = await this.pool.query<{
      media_type: MediaType;
      size: string;
      name: string;
      uploaded_by: string;
      uploaded_at: Date;
    }>('select media_type, size, name, uploaded_by, uploaded_at from ops.document where sha256 = $1', [
      sha256,
    ]);
    const row = rows[0];
    return (
      row && {
        sha256,
        mediaType: row.media_type,
        size: Number(row.size),
        name: row.name,
        uploadedBy: row.uploaded_by,
        uploadedAt: instant(row.uploaded_at.toISOString()),
      }
    );
  }
}
