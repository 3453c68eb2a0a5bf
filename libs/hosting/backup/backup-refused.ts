export type BackupRefusalCode =
  /** There is something already where the backup is to be written. */
  | 'target_exists'
  /** A document that the database knows is not in the store. */
  | 'document_missing'
  /** No manifest, or not of this format. */
  | 'not_a_backup'
  | 'part_missing'
  /** A part, a document or the manifest is not what was written. */
  | 'part_altered'
  /** No key of the backup signed its manifest. */
  | 'manifest_not_signed'
  /** The records do not have the root that the manifest or a checkpoint states. */
  | 'root_differs'
  /** A checkpoint that no key of the backup signed. */
  | 'seal_not_signed'
  | 'other_mode'
  /** The database to restore into holds something. */
  | 'not_empty'
  /** Another backup is being put back into this log. */
  | 'restore_underway'
  /** Somebody else's record stands where one of the backup was to go. */
  | 'other_record'
  /** The anchor of the data folder is that of another log, or of another past of this one. */
  | 'anchor_differs'
  /** The anchor was told of events that the backup does not hold. */
  | 'events_lost';

export interface BackupRefusalDetails {
  /** The file, the table or the folder at fault. */
  readonly file: string;
  readonly found?: string;
  readonly expected?: string;
}

/** A backup that is not taken, or not restored: nothing was written. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';

  constructor(
    readonly code: BackupRefusalCode,
    readonly details: BackupRefusalDetails,
  ) {
    super(`${code}: ${details.file}`);
  }
}
