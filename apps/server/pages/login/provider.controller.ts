import { Body } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { hashToken, LoginFailed, newToken, type IdentityProvider } from '#access';
import { sentenceOf } from '#wording';
import { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import { statusOf } from '../../problem/statuses.js';
import { Refused } from '../../problem/refused.js';
import { todayOf } from '../../request/asking.js';
import type { Form } from '../../request/forms.js';
import { LOGINS } from '../../request/rates.js';
import { openSession } from '../../request/session.js';
import { html } from '../html.js';
import { Page, Pages, Sent } from '../page.decorator.js';
import { ownPath, type Visit, Visited } from '../visit.js';
import { isKept, keptOf } from './kept.js';
import { LoginPage, loginProps, OnTheWayPage, ResumePage } from './login.page.js';

const COOKIE = 'login';
type Failure = 'login_failed' | 'provider_unreachable' | 'person_unknown';

/** The way to the provider of identities, and back. */
@Pages()
export class ProviderController {
  constructor(private readonly ports: Ports) {}

  @Sent('connexion/fournisseur', 'public', LOGINS)
  async leave(@Visited() visit: Visit, @Body() form: Form): Promise<string> {
    const { frame, reply } = visit;
    try {
      const { url, state, ...login } = await this.#provider().leave();
      const browser = newToken();
      const kept = keptOf(form);
      await this.ports.logins.begin(hashToken(state), hashToken(browser), {
        ...login,
        next: ownPath(form['retour']),
        ...(kept ? { kept } : {}),
      });
      // Lax, not strict: it must come back from the provider's site. It opens nothing by itself.
      void reply.setCookie(COOKIE, browser, { ...this.#cookie(), maxAge: 600 });
      return html(OnTheWayPage, {
        frame,
        title: 'Connexion',
        text: 'Continuer chez le fournisseur d’identité',
        to: url,
      });
    } catch (error) {
      return this.#failed(visit, error);
    }
  }

  @Page('connexion/retour', 'public')
  @RouteConfig({ rateLimit: LOGINS })
  async back(@Visited() visit: Visit): Promise<string> {
    const { request, reply } = visit;
    const { state } = request.query as { state?: unknown };
    const browser = request.cookies[COOKIE];
    void reply.clearCookie(COOKIE, this.#cookie());
    if (typeof state !== 'string' || browser === undefined) return this.#refused(visit, 'login_failed');
    const login = await this.ports.logins.take(hashToken(state), hashToken(browser));
    if (!login) return this.#refused(visit, 'login_failed');
    try {
      const query = request.url.split('?')[1] ?? '';
      const today = todayOf(this.ports.clock());
      const { identity, idToken } = await this.#provider().welcome(query, state, login, today);
      const account = await this.ports.accounts.admit(identity);
      if (!account) return this.#refused(visit, 'person_unknown', identity.email ?? identity.name);
      const frame = await openSession(this.ports, request, reply, { account, idToken });
      if (isKept(login.kept)) return html(ResumePage, { frame, kept: login.kept });
      const text = 'Continuer vers le registre';
      return html(OnTheWayPage, { frame, title: 'Vous êtes connecté', text, to: ownPath(login.next) });
    } catch (error) {
      return this.#failed(visit, error);
    }
  }

  #provider(): IdentityProvider {
    const { provider } = this.ports;
    if (!provider) throw new Refused([edge('route_unknown')]);
    return provider;
  }

  #cookie() {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.ports.mode === 'production' } as const;
  }

  #failed(visit: Visit, error: unknown): string {
    if (!(error instanceof LoginFailed)) throw error;
    visit.request.log.warn({ err: error }, 'login failed');
    return this.#refused(visit, error.reason === 'refused' ? 'login_failed' : 'provider_unreachable');
  }

  #refused({ frame, reply }: Visit, code: Failure, name = ''): string {
    const fault = sentenceOf(code === 'person_unknown' ? edge(code, { name }) : edge(code));
    void reply.status(statusOf(code));
    return html(LoginPage, { ...loginProps(this.ports, frame), next: '/', fault });
  }
}
