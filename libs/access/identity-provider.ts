import * as oidc from 'openid-client';
import type { Day } from '#kernel';
import { type ClaimNames, type Identity, identityOf } from './identity.js';
import type { PendingLogin } from './login-store.js';

/** A provider of identities (OpenID Connect), such as ProConnect, and what it knows this service by. */
export interface ProviderSettings {
  /** Its issuer; `http:` on the machine itself only. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where this service answers, as browsers reach it. */
  readonly publicUrl: string;
  /** Absent: it is asked who somebody is, never what they may do. */
  readonly claims?: ClaimNames;
}

/** What a browser brought back cannot be taken, or the provider does not answer. */
export class LoginFailed extends Error {
  override readonly name = 'LoginFailed';

  constructor(
    readonly reason: 'unreachable' | 'refused',
    cause: unknown,
  ) {
    super(`login failed: ${reason}`, { cause });
  }
}

export const RETURN_PATH = '/connexion/retour';

/** What ProConnect gives to a service of the State: who, how to recognise them, and for which organisation. */
const SCOPE = 'openid given_name usual_name email siret';
const SECONDS = 10;

/** The code flow with PKCE; the identity is read from the userinfo, whose signature is checked where it is signed. */
export class IdentityProvider {
  #discovered: Promise<oidc.Configuration> | undefined;

  constructor(private readonly settings: ProviderSettings) {}

  /** Where the browser goes, and what must be known when it comes back. State and nonce have 43 characters. */
  async leave(): Promise<
    { readonly url: string; readonly state: string } & Pick<PendingLogin, 'nonce' | 'verifier'>
  > {
    const configuration = await this.#configuration();
    const verifier = oidc.randomPKCECodeVerifier();
    const state = oidc.randomState();
    const nonce = oidc.randomNonce();
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#returnUrl(''),
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, state, nonce, verifier };
  }

  /** Who came back. Throws `LoginFailed` where the answer is refused, forged, or another's. */
  async welcome(
    query: string,
    state: string,
    { nonce, verifier }: PendingLogin,
    today: Day,
  ): Promise<{ readonly identity: Identity; readonly idToken: string }> {
    const configuration = await this.#configuration();
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, new URL(this.#returnUrl(query)), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const { sub } = tokens.claims()!;
      const claims = await oidc.fetchUserInfo(configuration, tokens.access_token, sub);
      const { issuer, claims: names } = this.settings;
      return { identity: identityOf(issuer, claims, today, names), idToken: tokens.id_token! };
    } catch (error) {
      throw new LoginFailed('refused', error);
    }
  }

  /** Where the browser goes to end the session there too; nothing where the provider has no such place. */
  async farewell(idToken: string): Promise<string | undefined> {
    const configuration = await this.#configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return oidc.buildEndSessionUrl(configuration, {
      id_token_hint: idToken,
      post_logout_redirect_uri: new URL('/', this.settings.publicUrl).href,
      state: oidc.randomState(),
    }).href;
  }

  #returnUrl(query: string): string {
    const url = new URL(RETURN_PATH, this.settings.publicUrl);
    url.search = query;
    return url.href;
  }

  /** Asked at the first login, and again after a failure: the provider may start after this service. */
  #configuration(): Promise<oidc.Configuration> {
    this.#discovered ??= this.#discover().catch((error: unknown) => {
      this.#discovered = undefined;
      throw new LoginFailed('unreachable', error);
    });
    return this.#discovered;
  }

  async #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const url = new URL(issuer);
    const insecure = url.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(url, clientId, clientSecret, undefined, {
      execute: [oidc.enableNonRepudiationChecks, ...insecure],
      timeout: SECONDS,
    });
  }
}
