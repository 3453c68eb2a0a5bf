import { type AddressInfo, createServer } from 'node:net';

/** A port that nobody listened on a moment ago: for what must know its address before it answers there. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>(done => {
    server.close(() => done());
  });
  return port;
}
