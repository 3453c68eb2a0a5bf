import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { packTar } from 'modern-tar/fs';
import { isRefusal, type Refusal, refuse } from '#kernel';
import { prepareReadModels, projectBatch, readModelPosition } from '#read-models';
import {
  JOURNAL_FORMATS,
  type JournalFormatName,
  type JournalRefusal,
  logAt,
  writeJournal,
} from '../journal/write-journal.js';
import type { Ledger } from '../ledger/open-ledger.js';
import { sealNow } from '../sealing/keep-seals.js';
import { latestCheckpoint } from '../sealing/proofs.js';
import { type BundleProgress, writeCheckpoints, writeEvents, writeLeaves } from './bundle-files.js';
import { readmeOf } from './readme.js';

/** A bundle that stands at its place. */
export interface Bundle {
  readonly path: string;
  readonly position: string;
  readonly root: string;
  /** What its own program answered, in French: the last line is the verdict. */
  readonly verified: string;
}

export type BundleRefusal =
  | JournalRefusal
  | Refusal<'bundle_exists', { path: string }>
  /** The bundle does not verify: the log was changed, or the read models are not those of the log. */
  | Refusal<'bundle_not_verified', { answer: string }>;

export type Bundled = Pick<Ledger, 'pool' | 'store' | 'configuration'>;

const NAMES: Readonly<Record<JournalFormatName, string>> = { hledger: 'journal.hledger', fec: 'fec.txt' };

/**
 * Writes all that an auditor needs to verify the log without its server: a folder, or an archive where the name ends in
 * `.tar.gz` or `.tgz`. It is made aside, verified by its own program, and moved to its place in one step.
 */
export async function writeBundle(
  ledger: Bundled,
  out: string,
  onProgress: BundleProgress,
): Promise<Bundle | BundleRefusal> {
  const path = resolve(out);
  if (existsSync(path)) return refuse('bundle_exists', { path });
  await mkdir(dirname(path), { recursive: true });
  const aside = await mkdtemp(`${path}.`);
  try {
    const content = join(aside, 'content');
    const folder = join(content, nameOf(path));
    await mkdir(folder, { recursive: true });
    const written = await fill(ledger, folder, onProgress);
    if (isRefusal(written)) return written;
    const verified = await verify(folder);
    if (isRefusal(verified)) return verified;
    if (isArchive(path)) {
      const archive = join(aside, 'archive');
      await pipeline(packTar(content), createGzip(), createWriteStream(archive, { flush: true }));
      await rename(archive, path);
    } else await rename(folder, path);
    return { path, ...written, verified };
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

const isArchive = (path: string) => /\.(?:tar\.gz|tgz)$/.test(path);
const nameOf = (path: string) => basename(path).replace(/\.(?:tar\.gz|tgz)$/, '');

async function fill(ledger: Bundled, folder: string, onProgress: BundleProgress) {
  const { pool, configuration } = ledger;
  await sealNow(ledger);
  const size = (await latestCheckpoint(pool))?.size ?? 0;
  if (size === 0) throw new Error('a log without any fact has nothing to verify');
  await readUpTo(ledger, size);
  const log = await logAt(pool, size);
  for (const format of JOURNAL_FORMATS) {
    const question = { format, perimeter: { kind: 'everything' } as const };
    const to = join(folder, NAMES[format]);
    const refusal = await writeJournal(pool, question, log, () => createWriteStream(to));
    if (isRefusal(refusal)) return refusal;
  }
  await writeEvents(ledger, folder, size, onProgress);
  await writeLeaves(pool, folder, size);
  await writeCheckpoints(pool, folder, size);
  const keys = await readFile(join(configuration.dataDir, 'keys', 'verifiers.txt'), 'utf8');
  await writeFile(join(folder, 'keys.txt'), keys);
  const { rows } = await pool.query<{ count: string }>('select count(*) from ops.seal where size <= $1', [
    size,
  ]);
  await writeFile(join(folder, 'LISEZMOI.md'), readmeOf(log, Number(rows[0]!.count)));
  await cp(auditorsProgram(), folder, { recursive: true });
  await writeManifest(folder);
  return { position: String(log.position), root: log.root };
}

/** Between two looks at what another process is reading, in milliseconds. */
const PAUSE = 100;

/** Another process may be keeping the read models: then they come by themselves. */
async function readUpTo({ pool, store }: Bundled, size: number): Promise<void> {
  const models = { pool, reader: store };
  await prepareReadModels(models);
  for (;;) {
    await projectBatch(models);
    if ((await readModelPosition(pool)) >= BigInt(size)) return;
    await sleep(PAUSE);
  }
}

/** `auditor/` beside package.json: it is copied as it stands, never compiled. */
function auditorsProgram(): string {
  const root = findPackageJSON(import.meta.url);
  if (root === undefined) throw new Error('package.json is not found above this file');
  return join(dirname(root), 'auditor');
}

/** As `sha256sum` writes it. */
export async function writeManifest(folder: string): Promise<void> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile() && entry.name !== 'manifest.txt')
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  const lines: string[] = [];
  for (const name of names) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, name)), hash);
    lines.push(`${hash.digest('hex')}  ${name}\n`);
  }
  await writeFile(join(folder, 'manifest.txt'), lines.join(''));
}

async function verify(folder: string): Promise<string | BundleRefusal> {
  const { code, said } = await runVerifier(folder);
  return code === 0 ? said : refuse('bundle_not_verified', { answer: said });
}

/** Runs the program of a bundle, as an auditor would: Node, the folder and nothing else. */
export function runVerifier(
  folder: string,
  ...kept: readonly string[]
): Promise<{ readonly code: number; readonly said: string }> {
  const given = [join(folder, 'verify.mjs'), ...kept];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, given, { env: {}, cwd: folder }, (error, stdout) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: Number(error?.code ?? 0), said: stdout.trimEnd() });
    });
  });
}
