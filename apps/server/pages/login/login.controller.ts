import { Body } from '@nestjs/common';
import { hashToken, LoginFailed } from '#access';
import { sentenceOf } from '#wording';
import { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import type { Form } from '../../request/forms.js';
import { bareFrame, closeSession, openSession } from '../../request/session.js';
import { html } from '../html.js';
import { Page, Pages, Sent } from '../page.decorator.js';
import { goTo, ownPath, type Visit, Visited } from '../visit.js';
import { keptOf } from './kept.js';
import { LOGINS } from '../../request/rates.js';
import { LoginPage, loginProps, OnTheWayPage, ResumePage } from './login.page.js';

const AWAY = { title: 'Déconnexion', text: 'Terminer aussi la session chez le fournisseur d’identité' };

@Pages()
export class LoginController {
  constructor(private readonly ports: Ports) {}

  @Page('connexion', 'public')
  form(@Visited() { frame, request }: Visit): string {
    const { retour } = request.query as { retour?: unknown };
    return html(LoginPage, { ...loginProps(this.ports, frame), next: ownPath(retour) });
  }

  @Sent('connexion', 'public', LOGINS)
  async login(@Visited() visit: Visit, @Body() form: Form): Promise<string | undefined> {
    const { frame, request, reply } = visit;
    const { jeton, retour } = form;
    const kept = keptOf(form);
    const token = typeof jeton === 'string' ? jeton.trim() : '';
    const account = /^[!-~]{1,200}$/.test(token)
      ? await this.ports.authentication.accountOf(token)
      : undefined;
    if (!account) {
      void reply.status(401);
      const fault = sentenceOf(edge('token_unknown'));
      return html(LoginPage, { ...loginProps(this.ports, frame), next: ownPath(retour), fault, kept });
    }
    const sample = this.ports.samples.has(token);
    const session = sample ? { account } : { account, tokenHash: hashToken(token) };
    const opened = await openSession(this.ports, request, reply, session);
    if (kept) return html(ResumePage, { frame: opened, kept });
    goTo(visit, ownPath(retour));
    return undefined;
  }

  @Sent('deconnexion', 'public')
  async logout(@Visited() visit: Visit): Promise<string | undefined> {
    const { request, reply } = visit;
    const idToken = await closeSession(this.ports, request, reply);
    const farewell = idToken === undefined ? undefined : await this.#farewell(idToken);
    if (farewell !== undefined) {
      return html(OnTheWayPage, {
        frame: { ...bareFrame(this.ports, request), url: '/' },
        ...AWAY,
        to: farewell,
      });
    }
    goTo(visit, '/');
    return undefined;
  }

  /** The session here is over whatever the provider does. */
  async #farewell(idToken: string): Promise<string | undefined> {
    try {
      return await this.ports.provider?.farewell(idToken);
    } catch (error) {
      if (error instanceof LoginFailed) return undefined;
      throw error;
    }
  }
}
