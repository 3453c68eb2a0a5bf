import { Body } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { sentenceOf } from '#wording';
import { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import type { Form } from '../../request/forms.js';
import { closeSession, openSession } from '../../request/session.js';
import { html } from '../html.js';
import { Page, Pages, Sent } from '../page.decorator.js';
import { goTo, ownPath, type Visit, Visited } from '../visit.js';
import { keptOf } from './kept.js';
import { LoginPage, ResumePage } from './login.page.js';

/** Attempts a minute from one address: enough for people, few for guesses. */
const LOGINS_A_MINUTE = 30;

@Pages()
export class LoginController {
  constructor(private readonly ports: Ports) {}

  @Page('connexion', 'public')
  form(@Visited() { frame, request }: Visit): string {
    const { retour } = request.query as { retour?: unknown };
    return html(LoginPage, { frame, samples: this.#samples(), next: ownPath(retour) });
  }

  @Sent('connexion', 'public')
  @RouteConfig({ rateLimit: { max: LOGINS_A_MINUTE, timeWindow: '1 minute' } })
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
      return html(LoginPage, { frame, samples: this.#samples(), next: ownPath(retour), fault, kept });
    }
    const opened = await openSession(this.ports, request, reply, { account, token });
    if (kept) return html(ResumePage, { frame: opened, kept });
    goTo(visit, ownPath(retour));
    return undefined;
  }

  @Sent('deconnexion', 'public')
  async logout(@Visited() visit: Visit): Promise<void> {
    await closeSession(this.ports, visit.request, visit.reply);
    goTo(visit, '/');
  }

  #samples() {
    return [...this.ports.samples.values()];
  }
}
