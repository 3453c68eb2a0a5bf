import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartRefused } from '../start-refused.js';

/** The account that the server runs as. */
interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Home {
  /** Sixteen hexadecimal digits that stand for the data folder. */
  readonly key: string;
  readonly folder: string;
  readonly cluster: string;
  readonly log: string;
  /** Holds the Unix socket. Only its owner may enter it, so whoever enters is trusted. */
  readonly sockets: string;
  /** Absent where the server runs as the one who starts it. */
  readonly account: Account | undefined;
}

/** Longest path of a socket that every system takes, less the name of PostgreSQL's. */
const LONGEST_SOCKET_FOLDER = 103 - '/.s.PGSQL.5432'.length;

/** PostgreSQL refuses to run as root: root hands it to `nobody`. */
function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  if (line) return { uid: Number(line[1]), gid: Number(line[2]) };
  throw new StartRefused(
    'PostgreSQL refuse de tourner sous root et cette machine n’a pas de compte « nobody » : ' +
      'lancez le logiciel sous un autre compte, ou indiquez un serveur par DATABASE_URL.',
  );
}

function canReach(folder: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' }).status === 0;
}

async function folderOf(account: Account | undefined, path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  if (account) await chown(path, account.uid, account.gid);
  return path;
}

/**
 * Finds the place of the database of a data folder: its `postgres` folder, or one under /var/lib where the server's
 * account cannot enter the data folder. The place is written down in `postgres/place`, so that it is found again.
 */
export async function findHome(dataDir: string, say: (sentence: string) => void): Promise<Home> {
  const account = serverAccount();
  await mkdir(dataDir, { recursive: true, mode: account ? 0o711 : 0o700 });
  const data = await realpath(dataDir);
  const key = createHash('sha256').update(data).digest('hex').slice(0, 16);
  const inside = join(data, 'postgres');
  await mkdir(inside, { recursive: true, mode: account ? 0o755 : 0o700 });

  const note = join(inside, 'place');
  const noted = existsSync(note) ? (await readFile(note, 'utf8')).trim() : undefined;
  let folder = noted ?? inside;
  if (!noted && account && !canReach(inside, account)) {
    folder = join('/var/lib/pia-ledger', key);
    say(
      `Le compte « nobody », qui fait tourner PostgreSQL, ne peut pas entrer dans ${data} : ` +
        `la base de données est placée dans ${folder}.`,
    );
    await mkdir(folder, { recursive: true, mode: 0o755 });
    await writeFile(note, `${folder}\n`);
  }
  if (!existsSync(folder)) {
    throw new StartRefused(
      `DATA_DIR : la base de données de ${data} devrait se trouver dans ${folder}, qui n’existe plus ` +
        `(place notée dans ${note}). Remettez ce dossier en place.`,
    );
  }
  const near = join(folder, 'run');
  // Not /tmp for root: whoever foresaw the name could point it elsewhere, and we would give that place away.
  const far = join(account ? '/run' : tmpdir(), `pia-ledger-${key}`);
  const sockets = Buffer.byteLength(near) <= LONGEST_SOCKET_FOLDER ? near : far;
  return {
    key,
    folder,
    cluster: join(folder, 'cluster'),
    log: join(folder, 'postgres.log'),
    sockets: await folderOf(account, sockets),
    account,
  };
}

/** A folder that the server's account owns and nobody else may enter. */
export async function ownFolder(home: Home, path: string): Promise<string> {
  return folderOf(home.account, path);
}
