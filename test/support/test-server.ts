import { rm } from 'node:fs/promises';
import { startEmbeddedPostgres } from '../../libs/hosting/embedded-postgres/index.js';
import { StartRefused } from '../../libs/hosting/start-refused.js';
import { prepareDatabase } from '../../libs/hosting/migrations/index.js';
import { onServer, withDatabase } from './on-server.js';
import { abandonedFolders, temporaryFolder } from './temporary-folder.js';

declare global {
  var stopTestServer: () => Promise<void>;
}

interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/** Stops the server that a killed run left over, and removes its folder. */
async function remove(folder: string): Promise<void> {
  const server = await startEmbeddedPostgres(folder, 'sole', () => {});
  await server.close();
  await rm(folder, { recursive: true, force: true });
}

/** A program that a killed run had started may live a little longer; a later run sweeps its folder. */
function stillInUse(error: unknown): void {
  if (!(error instanceof StartRefused)) throw error;
}

async function openServer(): Promise<Server> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { url: given, close: async () => {} };
  for (const folder of await abandonedFolders()) await remove(folder).catch(stillInUse);
  const folder = await temporaryFolder();
  const server = await startEmbeddedPostgres(folder, 'sole', () => {});
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts PostgreSQL, or uses the server of TEST_DATABASE_URL, and makes the template that test databases copy. */
export async function startTestServer(): Promise<Server & { readonly template: string }> {
  const server = await openServer();
  const template = `ledger_template_${process.pid}`;
  const close = async () => {
    await onServer(server.url, `drop database if exists ${template} with (force)`);
    await server.close();
  };
  try {
    await onServer(server.url, `create database ${template}`);
    await prepareDatabase(withDatabase(server.url, template));
  } catch (error) {
    await close();
    throw error;
  }
  return { url: server.url, template, close };
}
