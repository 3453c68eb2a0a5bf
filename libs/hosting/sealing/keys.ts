import { randomUUID } from 'node:crypto';
import { appendFile, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newPrivateKey, type Signer, signerOf, type Verifier, verifierOf } from '#proof';

/**
 * The key of a data folder, made where there is none: `keys/checkpoint.key`, readable by its owner only. Its public
 * form is added to `keys/verifiers.txt`, a line for each key that ever signed. To rotate, move the private key away
 * and start again: what the old one signed is still verified. Throws where the folder cannot be used.
 */
export async function openSigner(dataDir: string, name: string): Promise<Signer> {
  const path = join(dataDir, 'keys', 'checkpoint.key');
  const signer = signerOf(name, (await contentOf(path)) ?? (await makeKey(path)));
  const known = await verifierKeys(dataDir);
  if (!known.includes(signer.verifierKey)) {
    await appendFile(verifiersPath(dataDir), `${signer.verifierKey}\n`, { mode: 0o644, flush: true });
  }
  return signer;
}

/** All keys that ever signed here. Throws where a line is not a key's. */
export async function readVerifiers(dataDir: string): Promise<readonly Verifier[]> {
  return (await verifierKeys(dataDir)).map(verifierOf);
}

/** Adds public keys that signed elsewhere what is verified here from now on; those that are there are left alone. */
export async function admitVerifiers(dataDir: string, keys: readonly string[]): Promise<void> {
  const known = await verifierKeys(dataDir);
  const added = keys.filter(key => !known.includes(key));
  if (added.length === 0) return;
  const path = verifiersPath(dataDir);
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  await appendFile(path, added.map(key => `${key}\n`).join(''), { mode: 0o644, flush: true });
}

/** The keys of a file of them, a line each. Throws where a line is not a key's. */
export async function verifiersIn(path: string): Promise<readonly Verifier[]> {
  return linesIn((await contentOf(path)) ?? '').map(verifierOf);
}

/** Where the public keys of a data folder are. */
export function verifiersPath(dataDir: string): string {
  return join(dataDir, 'keys', 'verifiers.txt');
}

async function verifierKeys(dataDir: string): Promise<readonly string[]> {
  return linesIn((await contentOf(verifiersPath(dataDir))) ?? '');
}

function linesIn(text: string): readonly string[] {
  return text.split('\n').filter(line => line !== '');
}

/** Written aside and linked in one step, which fails where another process was faster: its key is then the one. */
async function makeKey(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const aside = `${path}.${randomUUID()}`;
  try {
    await writeFile(aside, newPrivateKey(), { mode: 0o600, flag: 'wx', flush: true });
    await link(aside, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(aside, { force: true });
  }
  return readFile(path, 'utf8');
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
