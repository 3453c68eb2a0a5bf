import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ClientBase } from 'pg';
import { INSTALLATION_STREAM, type InstallationState } from '#ledger';
import { leafHash, RightEdge, type Signer } from '#proof';
import { transaction } from '#read-models';
import type { Ledger } from '../ledger/open-ledger.js';
import { epochNow } from '../sealing/epochs.js';
import { sealNow } from '../sealing/keep-seals.js';
import { openSigner, verifiersPath } from '../sealing/keys.js';
import { originOfLeaf } from '../sealing/sealer.js';
import { BackupRefused } from './backup-refused.js';
import { digestOf, LineFile } from './lines.js';
import { FORMAT, type Manifest, type PartEntry } from './manifest.js';
import { signManifest } from './manifest-note.js';
import {
  DOCUMENT_FOLDER,
  EVENTS,
  MANIFEST,
  MANIFEST_NOTE,
  MANIFEST_SUM,
  TABLE_PARTS,
  type TablePart,
  VERIFIERS,
} from './parts.js';

/** Rows read at a time. */
const PAGE = 1000;

type BackedUp = Pick<Ledger, 'pool' | 'configuration' | 'documents' | 'writer' | 'clock'>;

/**
 * Writes a backup into a new folder: one snapshot of the database, so that the records are a prefix of the log and all
 * the rest is as it was at its end, while others write; then the documents. It is written aside, flushed, and takes its
 * name in one step. Throws `BackupRefused` where the name is taken or a document is missing.
 */
export async function backUp(
  ledger: BackedUp,
  out: string,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<Manifest> {
  const target = resolve(out);
  if (existsSync(target)) throw new BackupRefused('target_exists', { file: target });
  await sealNow(ledger);
  const aside = join(dirname(target), `.${basename(target)}.${randomUUID()}.part`);
  await mkdir(join(aside, DOCUMENT_FOLDER), { recursive: true, mode: 0o700 });
  try {
    const { pool, configuration } = ledger;
    const { dataDir } = configuration;
    const taken = await transaction(pool, client => snapshot(client, aside, onProgress), BEGIN);
    const documents = await copyDocuments(ledger, aside, taken.documents);
    // Before the public keys are copied: the first signature of a data folder makes its key.
    const signer = taken.origin === null ? undefined : await openSigner(dataDir, taken.origin);
    const manifest = await manifestOf(ledger, taken, documents, [await copyVerifiers(dataDir, aside)]);
    await writeManifest(aside, manifest, signer);
    await flushFolders([join(aside, DOCUMENT_FOLDER), aside]);
    await rename(aside, target);
    await flushFolders([dirname(target)]);
    return manifest;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

const BEGIN = 'begin isolation level repeatable read read only';

interface Taken {
  readonly edge: RightEdge;
  readonly origin: string | null;
  readonly epoch: number;
  readonly parts: readonly PartEntry[];
  /** Each SHA-256 once. */
  readonly documents: readonly string[];
}

async function snapshot(
  client: ClientBase,
  folder: string,
  onProgress: (done: number, of: number) => void,
): Promise<Taken> {
  await client.query("set local timezone = 'UTC'");
  const { rows } = await client.query<{ head: string }>(
    'select coalesce(max(position), 0) as head from ledger.event',
  );
  const head = Number(rows[0]!.head);
  const edge = RightEdge.empty();
  let origin: string | null = null;
  const parts = [
    await writePart(
      client,
      folder,
      EVENTS,
      'select record as line from ledger.event order by position',
      lines => {
        origin ??= originOfLeaf(leafHash(lines[0]!));
        for (const line of lines) edge.append(leafHash(line));
        onProgress(edge.size, head);
      },
    ),
  ];
  for (const part of TABLE_PARTS) parts.push(await writePart(client, folder, part.file, selectOf(part)));
  const naming = TABLE_PARTS.filter(({ namesDocuments }) => namesDocuments);
  const documents = await client.query<{ sha256: string }>(
    naming.map(({ table }) => `select sha256 from ${table}`).join(' union '),
  );
  return {
    edge,
    origin,
    epoch: await epochNow(client),
    parts,
    documents: documents.rows.map(({ sha256 }) => sha256),
  };
}

function selectOf({ table, columns, order, where }: TablePart): string {
  return `select row_to_json(r)::text as line from (
    select ${columns.join(', ')} from ${table} ${where ? `where ${where}` : ''} order by ${order}) r`;
}

async function writePart(
  client: ClientBase,
  folder: string,
  name: string,
  select: string,
  onLines: (lines: readonly string[]) => void = () => {},
): Promise<PartEntry> {
  const file = await LineFile.create(folder, name);
  try {
    await client.query(`declare part no scroll cursor for ${select}`);
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`fetch ${PAGE} from part`);
      if (rows.length === 0) break;
      const lines = rows.map(({ line }) => line);
      onLines(lines);
      await file.write(lines);
    }
    await client.query('close part');
    return await file.close();
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

async function copyDocuments(
  { documents }: Pick<Ledger, 'documents'>,
  folder: string,
  kept: Taken['documents'],
): Promise<Manifest['documents']> {
  let bytes = 0;
  for (const sha256 of kept) {
    const content = await documents.get(sha256);
    if (!content) throw new BackupRefused('document_missing', { file: sha256 });
    await writeFile(join(folder, DOCUMENT_FOLDER, sha256), content, { flag: 'wx', mode: 0o600, flush: true });
    bytes += content.length;
  }
  return { count: kept.length, bytes };
}

async function copyVerifiers(dataDir: string, folder: string): Promise<PartEntry> {
  const copy = join(folder, VERIFIERS);
  const from = verifiersPath(dataDir);
  if (existsSync(from)) await copyFile(from, copy);
  else await writeFile(copy, '');
  const digest = await digestOf(copy);
  return { file: VERIFIERS, lines: 0, bytes: 0, sha256: '', ...digest };
}

async function manifestOf(
  { writer, clock }: Pick<Ledger, 'writer' | 'clock'>,
  { edge, origin, epoch, parts }: Taken,
  documents: Manifest['documents'],
  more: readonly PartEntry[],
): Promise<Manifest> {
  const installation = (await writer.read(INSTALLATION_STREAM)).state as InstallationState;
  return {
    format: FORMAT,
    takenAt: clock(),
    mode: installation.mode ?? null,
    epoch,
    origin,
    size: edge.size,
    root: edge.root().toString('base64'),
    parts: [...parts, ...more],
    documents,
  };
}

async function writeManifest(folder: string, manifest: Manifest, signer: Signer | undefined): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const sum = createHash('sha256').update(text).digest('hex');
  const options = { flag: 'wx', mode: 0o600, flush: true } as const;
  await writeFile(join(folder, MANIFEST), text, options);
  await writeFile(join(folder, MANIFEST_SUM), `${sum}  ${MANIFEST}\n`, options);
  if (signer) await writeFile(join(folder, MANIFEST_NOTE), signManifest(sum, signer), options);
}

async function flushFolders(folders: readonly string[]): Promise<void> {
  for (const path of folders) {
    const folder = await open(path);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}
