import pg from 'pg';
const root = '/work/main/';
const { startTestServer } = await import(root + 'test/support/test-server.ts');
const { appPool, typesAsText } = await import(root + 'libs/hosting/connections.ts');
const { withDatabase } = await import(root + 'test/support/on-server.ts');
const { benchRebuild, benchReports } = await import(root + 'libs/read-models/read-models.bench.ts');
const { append, inOrder, readerOf, recordsOf } = await import(root + 'libs/read-models/recorded.testing.ts');
const { example1, example2, example3 } = await import(root + 'libs/ledger/convention/worked-examples.testing.ts');
const server = await startTestServer();
try {
  const url = withDatabase(server.url, server.template);
  const owner = new pg.Pool({ connectionString: url, types: typesAsText });
  const pool = appPool(url);
  await append(url, inOrder(recordsOf('EX1', example1()), recordsOf('EX2A', example2('A')), recordsOf('EX2B', example2('B')), recordsOf('EX3', example3())));
  const reader = readerOf(pool);
  const events = Number(process.argv[2] ?? 500000), conventions = Number(process.argv[3] ?? 60000);
  const log = console.log;
  const t = performance.now();
  console.log(await benchRebuild({ pool, owner, reader, log, events }));
  console.log('total', performance.now() - t, process.memoryUsage.rss() / 1e6);
  for (const b of await benchReports({ pool, owner, reader, log, conventions })) console.log(b.name, b.milliseconds.toFixed(1), 'count(*)', b.limitMilliseconds.toFixed(1));
  if (process.env.SQL) console.log((await pool.query(process.env.SQL)).rows);
  await owner.end(); await pool.end();
} finally { await server.close(); }
