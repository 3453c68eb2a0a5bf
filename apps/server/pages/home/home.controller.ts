import { Param } from '@nestjs/common';
import type { Role } from '#access';
import { edge } from '../../problem/edge.js';
import { Refused } from '../../problem/refused.js';
import { ASSETS } from '../assets.js';
import { html } from '../html.js';
import { Bytes, Page, Pages } from '../page.decorator.js';
import { goTo, type Visit, Visited } from '../visit.js';
import { HomePage } from './home.page.js';

/** The page on which each begins. */
const FIRST: Readonly<Record<Role, string>> = {
  gestionnaire: '/conventions',
  ordonnateur: '/conventions',
  tresorier: '/mon-argent',
  auditeur: '/conventions',
  administrateur: '/conventions',
};

@Pages()
export class HomeController {
  @Page('', 'public')
  home(@Visited() visit: Visit): string | undefined {
    const { frame, request } = visit;
    if (frame.account) {
      goTo(visit, FIRST[frame.account.role]);
      return undefined;
    }
    const { protocol, host } = request;
    // Another site's page could name any host: only what is surely an address is shown.
    const address = /^[\w.:-]{1,100}$/.test(host) ? `${protocol}://${host}` : '';
    return html(HomePage, { frame, address });
  }

  @Bytes('assets/:name', 'public')
  asset(@Visited() { reply }: Visit, @Param('name') name: string): Buffer {
    const asset = ASSETS.get(`/assets/${name}`);
    if (!asset) throw new Refused([edge('route_unknown')]);
    void reply
      .header('Content-Type', asset.type)
      .header('Cache-Control', 'public, max-age=31536000, immutable');
    return asset.content;
  }
}
