import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export const CLIENT = { clientId: 'registre-pia', clientSecret: 'un-secret-de-test-assez-long-0123456789' };

export interface TestProvider {
  readonly issuer: string;
  /** Who logs in next, and what is said of them. */
  person: { readonly sub: string } & Readonly<Record<string, unknown>>;
  /** What was asked of it, in order. */
  readonly asked: URL[];
  close(): Promise<void>;
}

/** A certified provider of identities, that signs its userinfo as ProConnect does, and asks no password. */
export async function startProvider(publicUrl: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  // Another site than that of the server, which is asked as 127.0.0.1.
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const asked: URL[] = [];
  const test: TestProvider = {
    issuer,
    asked,
    person: { sub: 'nobody' },
    close: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [`${publicUrl}/connexion/retour`],
        post_logout_redirect_uris: [`${publicUrl}/`],
        token_endpoint_auth_method: 'client_secret_post',
        userinfo_signed_response_alg: 'RS256',
      },
    ],
    claims: {
      openid: ['sub', 'pia_role', 'academies'],
      given_name: ['given_name'],
      usual_name: ['usual_name'],
      email: ['email'],
      siret: ['siret'],
    },
    scopes: ['openid', 'given_name', 'usual_name', 'email', 'siret'],
    cookies: { keys: ['test'] },
    features: { devInteractions: { enabled: false }, jwtUserinfo: { enabled: true } },
    pkce: { required: () => true },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: async (_, accountId) => ({
      accountId,
      claims: async () => ({ ...test.person, sub: accountId }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({
        clientId: oidc.client!.clientId,
        accountId: oidc.session!.accountId!,
      });
      grant.addOIDCScope('openid given_name usual_name email siret');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    asked.push(new URL(request.url!, issuer));
    if (!request.url!.startsWith('/interaction/')) {
      void answer(request, response);
      return;
    }
    void provider.interactionFinished(request, response, { login: { accountId: test.person.sub } });
  });
  return test;
}
