import './sources.mjs';

/** One server per run, with a migrated template that each test file copies. */
export default async function startDatabase(): Promise<void> {
  const { startTestServer } = await import('./test-server.js');
  const server = await startTestServer();
  process.env['TEST_SERVER_URL'] = server.url;
  process.env['TEST_TEMPLATE'] = server.template;
  const { startTestEventStore } = await import('./engines.js');
  const eventStore = await startTestEventStore();
  globalThis.stopTestServer = async () => {
    await eventStore.close();
    await server.close();
  };
}
