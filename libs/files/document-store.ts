import type { Refusal } from '#kernel';

/** What a supporting document may be, told by its content. */
export const MEDIA_TYPES = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  csv: 'text/csv',
} as const;
export type MediaType = (typeof MEDIA_TYPES)[keyof typeof MEDIA_TYPES];

export interface StoredDocument {
  /** SHA-256 of the bytes, hexadecimal: the document's name everywhere. */
  readonly sha256: string;
  readonly mediaType: MediaType;
  /** Bytes. */
  readonly size: number;
}

export type DocumentRefusal = Refusal<
  'document_too_large' | 'document_type_refused' | 'document_empty',
  { readonly name: string; readonly most?: number; readonly found?: string }
>;

/** Supporting documents by their content: stored once, never changed, never lost. */
export interface DocumentStore {
  /**
   * Keeps a document; it is on the disk when this answers. The declared name serves the refusals only: a document is
   * what its bytes say. A stream that fails rejects, and nothing is kept.
   */
  put(
    content: AsyncIterable<Uint8Array> | Uint8Array,
    declaredName: string,
  ): Promise<StoredDocument | DocumentRefusal>;
  /** Keeps bytes that this program made, as they are; they are on the disk when this answers. */
  keep(bytes: Uint8Array): Promise<Pick<StoredDocument, 'sha256' | 'size'>>;
  /** The bytes; nothing where there is no such document. Throws `CorruptDocument` where they are not what was kept. */
  get(sha256: string): Promise<Uint8Array | undefined>;
}

/** The bytes kept under a name no longer hash to it. */
export class CorruptDocument extends Error {
  override readonly name = 'CorruptDocument';

  constructor(readonly sha256: string) {
    super(`the document ${sha256} is not what was stored`);
  }
}
