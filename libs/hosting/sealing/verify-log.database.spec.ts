import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { newPrivateKey, openCheckpoint, readCheckpoint, signCheckpoint, signerOf } from '#proof';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { loadDemonstration } from '../demonstration/index.js';
import { type Ledger, ledgerOn } from '../ledger/open-ledger.js';
import { fakeAppend, freshStream } from '../../event-store/contract/fakes.testing.js';
import { FileAnchor } from './anchor.js';
import { sealNow } from './keep-seals.js';
import { readVerifiers } from './keys.js';
import type { VerifiedLog } from './log-fault.js';
import { Sealer } from './sealer.js';
import { verifyLog } from './verify-log.js';

/* Somebody edits the database with its owner's rights: each edit is found, and the first wrong event named. */

let database: TestDatabase;
let owner: pg.Pool;
let ledger: Ledger;
let dataDir: string;
let head: number;
beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  dataDir = await temporaryFolder();
  ledger = await ledgerOn(database.ownerUrl, { mode: 'demonstration', dataDir });
  await loadDemonstration(ledger);
  head = Number(await ledger.store.head());
  const sealer = new Sealer({ pool: ledger.pool, dataDir, anchor: new FileAnchor(dataDir) });
  for (let round = 0; round < 4; round += 1) {
    await sealer.grow(150);
    await sealer.sign(0);
  }
  await sealer.tell();
  await sealNow(ledger);
  await owner.query(`create schema kept`);
  for (const table of TABLES) await owner.query(`create table kept.${nameOf(table)} as table ${table}`);
}, 60_000);
afterEach(() => restore());
afterAll(async () => {
  await ledger.close();
  await owner.end();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

const TABLES = ['ledger.event', 'ops.tile', 'ops.seal', 'ops.checkpoint'];
const nameOf = (table: string) => table.slice(table.indexOf('.') + 1);

/** As nobody but the owner can: past foreign keys. */
async function edit(...statements: string[]): Promise<void> {
  await owner.query(`begin; set local session_replication_role = replica; ${statements.join(';')}; commit`);
}

const restore = () =>
  edit(
    ...TABLES.flatMap(table => [
      `delete from ${table}`,
      `insert into ${table} select * from kept.${nameOf(table)}`,
    ]),
  );

async function verify(): Promise<VerifiedLog> {
  const verifiers = await readVerifiers(dataDir);
  return verifyLog({ pool: ledger.pool, verifiers, anchor: new FileAnchor(dataDir) });
}

const faultNow = async () => (await verify()).fault;

const AT = 321;

test('a log that nobody edited has no fault, and says what was computed again', async () => {
  expect(head).toBeGreaterThan(650);
  const { fault, ...verified } = await verify();
  expect(fault).toBeNull();
  expect(verified).toMatchObject({
    head: String(head),
    events: head,
    sealed: String(head),
    checkpoints: 5,
    anchored: 5,
    root: readCheckpoint((await noteOf(head))!)?.root.toString('base64'),
  });
});

const noteOf = async (size: number) =>
  (await owner.query<{ note: string }>('select note from ops.seal where size = $1', [size])).rows[0]?.note;

/** The members of every record. */
const FIELDS = [
  'actor',
  'basis',
  'bodyHash',
  'commandId',
  'correlationId',
  'data',
  'effectiveOn',
  'eventId',
  'form',
  'formula',
  'origin',
  'recordedAt',
  'role',
  'schemaVersion',
  'stream',
  'type',
  'version',
];
/** Those that some have. */
const MORE = ['causationId', 'decidedBy', 'fiscalYear', 'ground'];

test('no member of a record is missing here', async () => {
  const { rows } = await owner.query<{ member: string }>(
    'select distinct json_object_keys(record::json) as member from ledger.event',
  );
  const members = rows.map(({ member }) => member);
  expect(members).toEqual(expect.arrayContaining(FIELDS));
  expect([...FIELDS, ...MORE]).toEqual(expect.arrayContaining(members));
});

test.each(FIELDS)('another %s in the text of one event', async field => {
  const [event] = await ledger.store.readAll(BigInt(AT - 1), 1);
  const text = JSON.parse(event!.text) as Record<string, unknown>;
  expect(text).toHaveProperty(field);
  const altered = JSON.stringify({ ...text, [field]: `${String(text[field])} ` });
  await owner.query('update ledger.event set record = $2 where position = $1', [AT, altered]);
  expect(await faultNow()).toEqual({ code: 'event_altered', position: String(AT) });
});

test.each(MORE)('%s put into the text of one event, or changed there', async field => {
  const [event] = await ledger.store.readAll(BigInt(AT - 1), 1);
  const text = JSON.parse(event!.text) as Record<string, unknown>;
  const altered = JSON.stringify({ ...text, [field]: `${JSON.stringify(text[field])} ` });
  await owner.query('update ledger.event set record = $2 where position = $1', [AT, altered]);
  expect(await faultNow()).toEqual({ code: 'event_altered', position: String(AT) });
});

test.each([
  ['fiscalYear', 'record like \'%"fiscalYear":%\'', '"fiscalYear":20', '"fiscalYear":19'],
  ['ground', 'record like \'%"ground":{%\'', '"ground":{', '"ground":{"text":"x",'],
  ['white space', 'true', '{', '{ '],
])('another %s in the text of the first event that has it', async (_, where, before, after) => {
  const { rows } = await owner.query<{ position: string }>(
    `update ledger.event set record = replace(record, '${before}', '${after}')
     where position = (select min(position) from ledger.event where ${where}) returning position`,
  );
  expect(await faultNow()).toEqual({ code: 'event_altered', position: rows[0]!.position });
});

test.each([
  ['stream', "'convention-elsewhere'"],
  ['version', 'version + 1000'],
  ['event_id', 'gen_random_uuid()'],
  ['command_id', 'gen_random_uuid()'],
  ['recorded_at', "recorded_at + interval '1 ms'"],
])('another value in the column %s', async (column, value) => {
  await edit(`update ledger.event set ${column} = ${value} where position = ${AT}`);
  expect(await faultNow()).toMatchObject({ code: 'column_differs', position: String(AT), column });
});

test('a deleted event', async () => {
  await edit(`delete from ledger.event where position = ${AT}`);
  expect(await faultNow()).toEqual({ code: 'event_missing', position: String(AT), through: String(AT) });
});

test('a deleted event whose place the later ones have taken', async () => {
  await edit(
    `delete from ledger.event where position = ${AT}`,
    `update ledger.event set position = position + 1000000 where position > ${AT}`,
    'update ledger.event set position = position - 1000001 where position > 1000000',
  );
  expect(await faultNow()).toEqual({ code: 'event_altered', position: String(AT) });
});

test('two events swapped', async () => {
  const swap = (from: number, to: number) =>
    `update ledger.event set position = ${to} where position = ${from}`;
  await edit(swap(AT, 1_000_000), swap(AT + 7, AT), swap(1_000_000, AT + 7));
  expect(await faultNow()).toEqual({ code: 'event_altered', position: String(AT) });
});

test('a truncated tail', async () => {
  await edit(`delete from ledger.event where position > ${head - 3}`);
  expect(await faultNow()).toEqual({
    code: 'tail_missing',
    position: String(head - 2),
    through: String(head),
  });
});

test('an old backup put back, with the tree and the checkpoints of its time', async () => {
  await edit(
    'delete from ledger.event where position > 300',
    'delete from ops.seal where size > 300',
    'delete from ops.tile where level = 0 and index > 1',
    'update ops.tile set hashes = substring(hashes for 32 * 44) where level = 0 and index = 1',
    "update ops.checkpoint set position = 300 where projection = 'seal'",
  );
  expect(await faultNow()).toEqual({ code: 'tail_missing', position: '301', through: '450' });
});

test('an event replaced together with its leaf in the tree: the signed root tells', async () => {
  await edit(
    `update ledger.event set record = replace(record, '"role"', '"rôle"') where position = ${AT}`,
    `update ops.tile set hashes = overlay(hashes placing
       (select sha256('\\x00'::bytea || convert_to(record, 'UTF8')) from ledger.event where position = ${AT})
       from ${((AT - 1) % 256) * 32 + 1}) where level = 0 and index = ${Math.floor((AT - 1) / 256)}`,
  );
  expect(await faultNow()).toEqual({ code: 'root_differs', position: '301', through: '450' });
});

test('a hash of the tree changed beside events that are as they were signed', async () => {
  const at = ((AT - 1) % 256) * 32;
  await edit(
    `update ops.tile set hashes = set_byte(hashes, ${at}, 255 - get_byte(hashes, ${at})) where level = 0 and index = 1`,
  );
  expect(await faultNow()).toEqual({ code: 'tile_altered', position: String(AT) });
});

describe('a checkpoint', () => {
  const put = (size: number, note: string) =>
    owner.query('update ops.seal set note = $2 where size = $1', [size, note]);

  test.each([
    ['size', /\n300\n/, '\n299\n'],
    ['root', /\n[^\n]{4}/, '\nAAAA'],
    ['signature', /— (\S+) (\S{8})/, '— $1 AAAAAAAA'],
  ])('with another %s', async (_, before, after) => {
    const note = (await noteOf(300))!;
    await put(300, note.replace(before, after));
    expect(await faultNow()).toEqual({ code: 'checkpoint_not_signed', position: '300' });
  });

  test('signed by somebody else', async () => {
    const { origin, root } = readCheckpoint((await noteOf(300))!)!;
    await put(300, signCheckpoint({ origin, size: 300, root }, signerOf(origin, newPrivateKey())));
    expect(await faultNow()).toEqual({ code: 'checkpoint_not_signed', position: '300' });
  });

  test('in the place of another', async () => {
    await put(300, (await noteOf(150))!);
    expect(await faultNow()).toEqual({ code: 'checkpoint_of_another', position: '300' });
  });

  test('that the anchor was told and that no longer agrees: a history signed anew with the key', async () => {
    const anchored: string[] = [];
    for await (const note of new FileAnchor(dataDir).notes()) anchored.push(note);
    const verifiers = await readVerifiers(dataDir);
    const { origin } = openCheckpoint(anchored[0]!, verifiers)!;
    const rogue = signerOf(origin, newPrivateKey());
    const other = signCheckpoint({ origin, size: 300, root: Buffer.alloc(32) }, rogue);
    const notes = async function* () {
      yield anchored[0]!;
      yield other;
    };
    const { fault } = await verifyLog({
      pool: ledger.pool,
      verifiers: [...verifiers, rogue],
      anchor: { notes },
    });
    expect(fault).toEqual({ code: 'root_differs', position: '151', through: '300' });
  });
});

test('a note of the anchor that cannot be read', async () => {
  const folder = await temporaryFolder();
  const anchor = new FileAnchor(folder);
  await anchor.append('pia-ledger/x\n1\n');
  const verifiers = await readVerifiers(dataDir);
  const { fault } = await verifyLog({ pool: ledger.pool, verifiers, anchor });
  expect(fault).toEqual({ code: 'anchor_unreadable', position: null });
  await rm(folder, { recursive: true });
});

test.each([
  ['value', "value || 'x'"],
  ['salt', "'not hexadecimal'"],
  ['salt', "translate(salt, '0123456789abcdef', '123456789abcdef0')"],
])(
  'another %s of a name beside the log: the first event that commits to it is named',
  async (column, altered) => {
    const { rows } = await owner.query<{ commitment: string; kept: string; position: string }>(
      `select commitment, ${column} as kept,
       (select min(position) from ledger.event where record like '%' || commitment || '%') as position
     from ledger.personal_value order by commitment limit 1`,
    );
    const { commitment, kept, position } = rows[0]!;
    const put = (value: string, given: readonly string[] = []) =>
      owner.query(`update ledger.personal_value set ${column} = ${value} where commitment = $1`, [
        commitment,
        ...given,
      ]);
    await put(altered);
    expect(await faultNow()).toEqual({ code: 'personal_value_altered', position });
    await put('$2', [kept]);
    expect(await faultNow()).toBeNull();
  },
);

test('what is sealed and anchored while it verifies is left to the next time', async () => {
  const file = new FileAnchor(dataDir);
  const before = await readFile(join(dataDir, 'anchor', 'checkpoints.txt'));
  let growing: Promise<void> | undefined;
  const grow = async () => {
    await ledger.store.append(fakeAppend(freshStream(), 0));
    await sealNow(ledger);
  };
  const anchor = {
    notes() {
      const told = growing ? undefined : file.notes();
      return (async function* () {
        await growing;
        expect(await noteOf(head + 1)).toBeDefined();
        yield* told ?? file.notes();
      })();
    },
  };
  try {
    const { fault, head: last } = await verifyLog({
      pool: ledger.pool,
      verifiers: await readVerifiers(dataDir),
      anchor,
      onProgress: () => void (growing ??= grow()),
    });
    expect([fault, last]).toEqual([null, String(head)]);
  } finally {
    await writeFile(join(dataDir, 'anchor', 'checkpoints.txt'), before);
  }
});

describe('what is not sealed yet', () => {
  const unseal = [
    'delete from ops.seal',
    'delete from ops.tile',
    "delete from ops.checkpoint where projection = 'seal'",
  ];
  const verifyUnsealed = async () => {
    const anchor = { notes: async function* () {} };
    return (await verifyLog({ pool: ledger.pool, verifiers: [], anchor })).fault;
  };

  test('may not go back in time', async () => {
    await edit(
      ...unseal,
      `update ledger.event set recorded_at = '2010-01-01T00:00:00Z',
         record = regexp_replace(record, '"recordedAt":"[^"]*"', '"recordedAt":"2010-01-01T00:00:00.000Z"')
       where position = ${AT}`,
    );
    expect(await verifyUnsealed()).toEqual({ code: 'time_goes_back', position: String(AT) });
  });

  test('has the versions of each stream without gap, in the order of the positions', async () => {
    await edit(
      ...unseal,
      `update ledger.event set version = version + 1000,
         record = replace(record, '"version":' || version || '}', '"version":' || version + 1000 || '}')
       where position = ${AT}`,
    );
    expect(await verifyUnsealed()).toEqual({ code: 'version_out_of_order', position: String(AT) });
  });

  test('is JSON', async () => {
    await edit(...unseal, `update ledger.event set record = 'x' where position = ${AT}`);
    expect(await verifyUnsealed()).toEqual({ code: 'event_unreadable', position: String(AT) });
  });
});
