import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { leafHash, openCheckpoint, RightEdge, type Verifier } from '#proof';
import { verifiersIn } from '../sealing/keys.js';
import { BackupRefused } from './backup-refused.js';
import { digestOf, linesOf } from './lines.js';
import { type Manifest, readManifest } from './manifest.js';
import { isManifestSigned } from './manifest-note.js';
import {
  DOCUMENT_FOLDER,
  EVENTS,
  MANIFEST,
  MANIFEST_NOTE,
  MANIFEST_SUM,
  SEALS,
  TABLE_PARTS,
  VERIFIERS,
} from './parts.js';

/** A backup whose every byte was read and found to be what was written. */
export interface CheckedBackup {
  readonly folder: string;
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, hexadecimal: the backup's name. */
  readonly sha256: string;
  readonly verifiers: readonly Verifier[];
  /** The keys as they stand in the backup. */
  readonly verifierKeys: readonly string[];
}

/**
 * Reads a whole backup: the manifest against its sum and its signature, each part and document against the manifest, the records against
 * the root, each signed checkpoint against the records before it. Throws `BackupRefused`, naming the first file at fault.
 */
export async function checkBackup(
  folder: string,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<CheckedBackup> {
  const { manifest, sha256 } = await manifestOf(folder);
  const bytes = manifest.parts.reduce((sum, part) => sum + part.bytes, 0) + manifest.documents.bytes;
  let read = 0;
  const counted = (more: number) => onProgress((read += more), bytes);
  await checkParts(folder, manifest, counted);
  await checkDocuments(folder, manifest, counted);
  const verifiers = await verifiersIn(join(folder, VERIFIERS));
  await checkNote(folder, { manifest, sha256 }, verifiers);
  await checkRoots(folder, manifest, verifiers);
  const verifierKeys = (await readFile(join(folder, VERIFIERS), 'utf8'))
    .split('\n')
    .filter(key => key !== '');
  return { folder, manifest, sha256, verifiers, verifierKeys };
}

async function manifestOf(folder: string): Promise<{ manifest: Manifest; sha256: string }> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new BackupRefused('not_a_backup', { file: folder });
  });
  const sum = await readFile(join(folder, MANIFEST_SUM), 'utf8').catch(() => {
    throw new BackupRefused('part_missing', { file: MANIFEST_SUM });
  });
  const sha256 = createHash('sha256').update(text).digest('hex');
  if (sum !== `${sha256}  ${MANIFEST}\n`) throw new BackupRefused('part_altered', { file: MANIFEST });
  const manifest = readManifest(text);
  if (!manifest) throw new BackupRefused('not_a_backup', { file: folder });
  return { manifest, sha256 };
}

/** Only an empty log has no key. */
async function checkNote(
  folder: string,
  { manifest: { size, origin }, sha256 }: Pick<CheckedBackup, 'manifest' | 'sha256'>,
  verifiers: readonly Verifier[],
): Promise<void> {
  if (size === 0) return;
  const note = await readFile(join(folder, MANIFEST_NOTE), 'utf8').catch(() => {
    throw new BackupRefused('part_missing', { file: MANIFEST_NOTE });
  });
  if (origin === null || !isManifestSigned(note, { origin, sha256 }, verifiers)) {
    throw new BackupRefused('manifest_not_signed', { file: MANIFEST_NOTE });
  }
}

async function checkParts(
  folder: string,
  { parts }: Manifest,
  counted: (bytes: number) => void,
): Promise<void> {
  for (const file of [EVENTS, VERIFIERS, ...TABLE_PARTS.map(part => part.file)]) {
    if (!parts.some(part => part.file === file)) throw new BackupRefused('part_missing', { file });
  }
  for (const { file, bytes, sha256 } of parts) {
    const found = await digestOf(join(folder, file));
    if (!found) throw new BackupRefused('part_missing', { file });
    if (found.sha256 !== sha256 || found.bytes !== bytes) throw new BackupRefused('part_altered', { file });
    counted(bytes);
  }
}

async function checkDocuments(
  folder: string,
  { documents }: Manifest,
  counted: (bytes: number) => void,
): Promise<void> {
  let count = 0;
  for await (const sha256 of documentsOf(folder)) {
    const file = `${DOCUMENT_FOLDER}/${sha256}`;
    const found = await digestOf(join(folder, file));
    if (!found) throw new BackupRefused('part_missing', { file });
    if (found.sha256 !== sha256) throw new BackupRefused('part_altered', { file });
    count += 1;
    counted(found.bytes);
  }
  if (count !== documents.count) throw new BackupRefused('part_altered', { file: DOCUMENT_FOLDER });
}

/** The SHA-256 of each document of a backup, once. */
export async function* documentsOf(folder: string): AsyncGenerator<string> {
  const told = new Set<string>();
  for (const { file } of TABLE_PARTS.filter(({ namesDocuments }) => namesDocuments)) {
    for await (const line of linesOf(join(folder, file))) {
      const { sha256 } = JSON.parse(line) as { readonly sha256: string };
      if (!told.has(sha256)) yield sha256;
      told.add(sha256);
    }
  }
}

async function checkRoots(
  folder: string,
  { size, root }: Manifest,
  verifiers: readonly Verifier[],
): Promise<void> {
  const seals = linesOf(join(folder, SEALS));
  const next = async () => {
    const { value, done } = await seals.next();
    return done ? undefined : (JSON.parse(value) as { readonly size: number; readonly note: string });
  };
  const edge = RightEdge.empty();
  let seal = await next();
  for await (const record of linesOf(join(folder, EVENTS))) {
    edge.append(leafHash(record));
    if (seal?.size !== edge.size) continue;
    const signed = openCheckpoint(seal.note, verifiers);
    if (!signed) throw new BackupRefused('seal_not_signed', { file: SEALS, found: String(seal.size) });
    if (signed.size !== edge.size || !signed.root.equals(edge.root())) {
      throw new BackupRefused('root_differs', { file: EVENTS, found: String(edge.size) });
    }
    seal = await next();
  }
  if (seal) throw new BackupRefused('root_differs', { file: EVENTS, found: String(seal.size) });
  if (edge.size !== size || edge.root().toString('base64') !== root) {
    throw new BackupRefused('root_differs', { file: EVENTS, found: String(edge.size) });
  }
}
