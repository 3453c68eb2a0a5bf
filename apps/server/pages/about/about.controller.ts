import { html } from '../html.js';
import { Page, Pages } from '../page.decorator.js';
import { type Visit, Visited } from '../visit.js';
import { ABOUT, AboutPage } from './about.page.js';
import { RefusalsPage } from './refusals.page.js';

@Pages()
export class AboutController {
  @Page('accessibilite', 'public')
  accessibility(@Visited() { frame }: Visit): string {
    return html(AboutPage, { frame, about: ABOUT.accessibilite });
  }

  @Page('mentions-legales', 'public')
  legal(@Visited() { frame }: Visit): string {
    return html(AboutPage, { frame, about: ABOUT['mentions-legales'] });
  }

  @Page('aide', 'public')
  help(@Visited() { frame }: Visit): string {
    return html(AboutPage, { frame, about: ABOUT.aide });
  }

  @Page('aide/refus', 'public')
  refusals(@Visited() { frame }: Visit): string {
    return html(RefusalsPage, { frame });
  }
}
