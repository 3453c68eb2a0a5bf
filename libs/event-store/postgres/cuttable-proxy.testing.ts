import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';

/** A wire between a client and a server on 127.0.0.1 that a test can cut. */
export interface CuttableProxy {
  readonly port: number;
  /** Cuts every connection when the server next says something; what it says is lost. */
  loseNextReply(): void;
  /** Cuts the client's side of every connection now; the server's side stays, and its words go nowhere. */
  hangUp(): void;
  close(): void;
}

/** A wire to a server, which is a port of this machine or a socket in a folder. */
export async function cuttableProxy(serverPort: number, host: string): Promise<CuttableProxy> {
  const pairs = new Set<{ client: Socket; server: Socket }>();
  let losing = false;
  const proxy = createServer(client => {
    const server = host.startsWith('/')
      ? connect(`${host}/.s.PGSQL.${serverPort}`)
      : connect(serverPort, host);
    const pair = { client, server };
    pairs.add(pair);
    const drop = () => {
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    client.on('data', data => server.write(data));
    server.on('data', data => {
      if (losing) {
        losing = false;
        drop();
      } else if (!client.destroyed) client.write(data);
    });
    client.on('error', () => {});
    server.on('error', () => {});
    client.on('end', drop);
    server.on('end', drop);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    loseNextReply: () => {
      losing = true;
    },
    hangUp: () => {
      for (const { client } of pairs) client.destroy();
    },
    close: () => {
      for (const { client, server } of pairs) {
        client.destroy();
        server.destroy();
      }
      proxy.close();
    },
  };
}
