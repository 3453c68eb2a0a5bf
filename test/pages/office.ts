import type { Browser, Page } from 'playwright-core';
import { openChromium } from '../support/chromium.js';
import { Visitor } from '../support/visitor.js';
import { World } from '../support/world.js';
import { type Form, formsIn, unseen } from './forms.js';
import { type Places, placesIn, type Role, ROLES } from './pages.js';
import { fills, type Sending, sendingOf } from './typing.js';

/** A form as it would be sent, by whom. */
interface Ready extends Sending {
  readonly form: Form;
  readonly cookie: string;
}

/** What is typed into each text that must not be lost. */
export const KEPT = 'Gardé tel quel';

/** The sample conventions, a window of each role on them, and every form that there is. */
export class Office {
  #ready: readonly Ready[] | undefined;

  private constructor(
    readonly world: World,
    readonly places: Places,
    private readonly browser: Browser,
    private readonly windows: ReadonlyMap<Role | undefined, Page>,
    readonly forms: readonly Form[],
  ) {}

  /** Throws where an address takes a form that no page holds. */
  static async open(): Promise<Office> {
    const world = await World.open({ loaded: true });
    world.on('2026-11-21');
    const places = await placesIn(world);
    const browser = await openChromium();
    const windows = new Map<Role | undefined, Page>();
    for (const role of [...ROLES, undefined]) {
      const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris' });
      const page = await context.newPage();
      await page.goto(`${world.url}/connexion`);
      if (role) await page.click(`button[value=demo-${role}]`);
      windows.set(role, page);
    }
    const found = await formsIn(world, places, await prepared(world));
    const missing = unseen(found);
    if (missing.length > 0) throw new Error(`no page holds the form of ${missing.join(', ')}`);
    // What is asked while one types is no form of its own.
    const forms = found.filter(({ name }) => !name.endsWith('/calcul'));
    return new Office(world, places, browser, windows, forms);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.world.close();
  }

  windowOf(role: Role | undefined): Page {
    return this.windows.get(role)!;
  }

  /** The page of a form, anew. */
  async opened({ role, path }: Form): Promise<Page> {
    const page = this.windowOf(role);
    await page.goto(`${this.world.url}${path}`);
    return page;
  }

  /** Every form where something is typed, as it would be sent: its texts filled, all else as it is proposed. */
  async readied(): Promise<readonly Ready[]> {
    if (this.#ready) return this.#ready;
    const ready: Ready[] = [];
    for (const form of this.forms.filter(({ role, name }) => role !== undefined && name !== '/connexion')) {
      const page = await this.opened(form);
      const typed = await fills(page, form, { text: KEPT }, 'empty');
      if (Object.keys(typed).length === 0) continue;
      const cookies = await page.context().cookies();
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      ready.push({ form, cookie, ...(await sendingOf(page, form)) });
    }
    this.#ready = ready;
    return ready;
  }
}

/** What an administrator's pages hold forms about: an account and its token, a year that stops, a stream that stopped. */
async function prepared(world: World): Promise<readonly [Role, string][]> {
  const administrator = await new Visitor(world).enter('demo-administrateur');
  const sent = async (path: string, form: Readonly<Record<string, string>>) => {
    await administrator.post(path, { cle: path.replaceAll('/', '-'), ...form });
    return administrator.location.split('?')[0]!;
  };
  const rights = { role: 'gestionnaire', academies: '*', bodies: '', email: '', siret: '' };
  const account = await sent('/administration/comptes/nouveau', { name: 'Dominique Martin', ...rights });
  await sent(`${account}/jetons`, { label: 'Essai', expires: '' });
  await sent('/administration/exercices', { year: '2010' });
  await sent('/administration/exercices/2010/closing', {});
  await sent('/administration/exercices', { year: '2011' });
  // A year is closed a minute after it stopped, at the earliest.
  world.waits(120);
  const years = ['/administration/exercices/2011/closing', '/administration/exercices/2010/closure'];
  await world.ledger.pool.query(
    `insert into ops.dead_letter (projection, stream, position, error) select 'read', stream, position, 'illisible'
     from ledger.event where stream like 'convention-%' order by position limit 1`,
  );
  return [account, '/administration', '/administration/faits-ecartes', ...years].map(path => [
    'administrateur',
    path,
  ]);
}
