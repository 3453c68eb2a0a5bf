import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { testDatabase } from '../../test/support/database.js';
import { onServer } from '../../test/support/on-server.js';
import { installBinaries } from './embedded-postgres/binaries.js';
import { findHome, type Home } from './embedded-postgres/home.js';
import { isReady } from './embedded-postgres/pid-file.js';
import { createCluster, OWNER, stopServer } from './embedded-postgres/server.js';
import { openDatabase } from './start-embedded.js';
import { StartRefused } from './start-refused.js';

/* A server that would lose what it acknowledged is refused at the start, in French, by the name of the setting. */

const opening = (databaseUrl: string) => openDatabase({ dataDir: '/nowhere', databaseUrl }, 'sole', () => {});

test.each([
  ['off', true],
  ['local', true],
  ['on', false],
  ['remote_write', false],
])('synchronous_commit = %s is refused: %s', async (setting, refused) => {
  const database = await testDatabase();
  try {
    const name = new URL(database.ownerUrl.replace(/@?localhost/, '@localhost')).pathname.slice(1);
    await onServer(database.ownerUrl, `alter database ${name} set synchronous_commit = ${setting}`);
    const opened = opening(database.ownerUrl);
    if (!refused) return await (await opened).close();
    await expect(opened).rejects.toThrow(StartRefused);
    await expect(opened).rejects.toThrow(`synchronous_commit=${setting} et perdrait`);
  } finally {
    await database.drop();
  }
});

describe('a server of the operator', () => {
  let home: Home;
  let dataDir: string;
  let binaries: string;
  beforeAll(async () => {
    dataDir = await temporaryFolder();
    home = await findHome(dataDir, () => {});
    binaries = await installBinaries(home.folder);
    await createCluster(home, binaries);
  }, 60_000);
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  async function started(...flags: readonly string[]): Promise<ChildProcess> {
    const settings = ['listen_addresses=', `unix_socket_directories=${home.sockets}`, ...flags];
    const server = spawn(
      join(binaries, 'postgres'),
      ['-D', home.cluster, ...settings.flatMap(setting => ['-c', setting])],
      { ...home.account, cwd: home.folder, stdio: 'ignore', env: { LC_ALL: 'C' } },
    );
    while (!isReady(home.cluster)) await new Promise(resolve => setTimeout(resolve, 20));
    return server;
  }

  test.each([
    ['fsync=off', true],
    ['full_page_writes=off', true],
    ['synchronous_commit=off', true],
    ['fsync=on', false],
  ])('%s is refused: %s', async (flag, refused) => {
    const server = await started(flag);
    const ended = once(server, 'exit');
    const url = `postgresql://${OWNER}@localhost/postgres?host=${encodeURIComponent(home.sockets)}`;
    try {
      const opened = opening(url);
      if (!refused) return await (await opened).close();
      await expect(opened).rejects.toThrow(StartRefused);
      await expect(opened).rejects.toThrow(`${flag} et perdrait`);
    } finally {
      await stopServer(home);
      await ended;
    }
  });
});
