import { may } from '#access';
import { ACTS } from '../../apps/server/pages/actions/acts/index.js';
import { Visitor } from '../support/visitor.js';
import type { World } from '../support/world.js';
import { PAGES, type Places, readerOf, type Role, ROLES, routeOf, routesOf } from './pages.js';

/* Every form there is, found on the pages: a new one is found by itself, or the test says that no page shows it. */

/** A form that is sent, and a page where it stands. */
export interface Form {
  readonly name: string;
  readonly role: Role | undefined;
  readonly path: string;
  readonly action: string;
}

/** Seen by no page of a demonstration: the way to a provider of identities has tests of its own. */
const ELSEWHERE = ['/connexion/fournisseur'];

const unescaped = (text: string) => text.replaceAll('&amp;', '&');

/** One of each kind, by the address it is sent to, an act by its key. */
export async function formsIn(
  world: World,
  places: Places,
  more: readonly [Role, string][],
): Promise<Form[]> {
  const visitors = new Map<Role | undefined, Visitor>([[undefined, new Visitor(world)]]);
  for (const role of ROLES) visitors.set(role, await new Visitor(world).enter(`demo-${role}`));
  const routes = routesOf('POST');
  const found = new Map<string, Form>();
  const visit = async (role: Role | undefined, path: string) => {
    const { body } = await visitors.get(role)!.get(path);
    const actions = [...body.matchAll(/<form[^>]* method="post" action="([^"]+)"/g)].map(([, to]) =>
      unescaped(to!),
    );
    const asked = [...body.matchAll(/ hx-post="([^"]+)"/g)].map(([, to]) => unescaped(to!));
    for (const action of [...actions, ...asked]) {
      const name = nameOf(action, routes);
      if (!found.has(name)) found.set(name, { name, role, path, action });
    }
    return body;
  };
  const possible = await possibleActs(world, visit);
  for (const { key, permission } of ACTS) {
    const role = ROLES.find(known => may({ id: '', role: known, academies: '*', bodies: [] }, permission));
    const { by = role, path = `/conventions/${places.payable}/actes/${key}` } = possible.get(key) ?? {};
    await visit(by, path);
  }
  for (const listed of PAGES) await visit(readerOf(listed), listed.path(places));
  for (const [role, path] of more) await visit(role, path);
  return [...found.values()];
}

function nameOf(action: string, routes: readonly string[]): string {
  const route = routeOf(action, routes) ?? action;
  const [, act = ''] = /\/actes\/([\w-]+)$/.exec(action) ?? [];
  return act === '' ? route : route.replace(':act', act);
}

type Visit = (role: Role, path: string) => Promise<string>;

/** Of each act, a form of it that can be filled today, where a sample convention offers one. */
async function possibleActs(world: World, visit: Visit) {
  const possible = new Map<string, { readonly by: Role; readonly path: string }>();
  const { conventions } = await world.sees<{ conventions: readonly { id: string }[] }>(
    'demo-auditeur',
    '/conventions?limit=100',
  );
  for (const by of ['gestionnaire', 'ordonnateur'] as const) {
    for (const { id } of conventions) {
      const body = await visit(by, `/conventions/${id}`);
      for (const [, path, act] of body.matchAll(
        /href="(\/conventions\/[^"/]+\/actes\/([\w-]+)(?:\?[^"]*)?)"/g,
      )) {
        if (!possible.has(act!)) possible.set(act!, { by, path: unescaped(path!) });
      }
    }
  }
  return possible;
}

/** Addresses that take a form which no page was seen to hold. */
export function unseen(forms: readonly Form[]): readonly string[] {
  const routes = routesOf('POST');
  const seen = new Set(forms.map(({ action }) => routeOf(action, routes)));
  return routes.filter(route => !seen.has(route) && !ELSEWHERE.includes(route));
}
