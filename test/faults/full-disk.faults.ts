import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { wrongs } from '../support/audit.js';
import { Clerks } from '../support/clerks.js';
import { Installation } from '../support/installation.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/* A real disk that is full: a small one in memory, where this machine lets us mount it (as root); elsewhere skipped. */

const SIZE = '256m';
const mount = (folder: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'none', folder]).status === 0;
const unmount = (folder: string) => spawnSync('umount', [folder]);

/** Tried once: that one may is not enough where a container forbids it. */
const probe = mkdtempSync(join(tmpdir(), 'pia-ledger-mount-'));
const canMount = mount(probe);
if (canMount) unmount(probe);
rmdirSync(probe);

let disk: string;
beforeAll(async () => {
  disk = await temporaryFolder();
  if (!canMount) return;
  expect(mount(disk)).toBe(true);
  await chmod(disk, 0o711);
});
afterAll(async () => {
  if (canMount) unmount(disk);
  await rm(disk, { recursive: true });
});

/** Writes until there is no room left. */
const fill = (path: string) => spawnSync('sh', ['-c', 'cat /dev/zero >> "$0"', path]);

const onSmallDisk = canMount ? test : test.skip;

onSmallDisk(
  'a disk that fills up under load: refused and said so, nothing lost or done twice, and it goes on once there is room',
  async () => {
    const folder = join(disk, 'installation');
    await mkdir(folder, { mode: 0o711 });
    const installation = await Installation.prepare(8, folder);
    try {
      await installation.start();
      const clerks = new Clerks(installation.office, 4);
      const filler = join(disk, 'filler');
      try {
        await clerks.acknowledge(20);
        // Room that PostgreSQL had taken for itself is used up first.
        for (const patience = Date.now() + 60_000; clerks.interruptions < 20 && Date.now() < patience;) {
          fill(filler);
          await pause(100);
        }
        expect([...clerks.refusals]).toContain('storage_full');
        await rm(filler);
        await clerks.acknowledge(20);
      } finally {
        await rm(filler, { force: true });
        await clerks.finish();
      }
      const { refusals } = clerks;
      expect([...refusals].filter(code => !/^storage_(full|unavailable)$/.test(code))).toStrictEqual([]);
      expect(await wrongs(installation.pool, clerks.acknowledged)).toStrictEqual([]);
      const { log, readModels } = await installation.verify();
      expect([log.fault, readModels?.difference]).toStrictEqual([null, null]);
    } finally {
      await installation.remove();
    }
  },
  180_000,
);
