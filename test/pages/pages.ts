import { PagesModule } from '../../apps/server/pages/pages.module.js';
import { COLLEGE, CRETS_SIRET, type World } from '../support/world.js';

/* Every page there is: who is answered what. The tests that look at all pages take them from here. */

export const ROLES = ['gestionnaire', 'ordonnateur', 'auditeur', 'administrateur', 'tresorier'] as const;
export type Role = (typeof ROLES)[number];

/** Conventions of the demonstration: of the treasurer's commune, another one, one whose advance may be asked … */
export interface Places {
  readonly crets: string;
  readonly other: string;
  readonly payable: string;
  /** Of equipment in kind, and one whose credits are notified. */
  readonly plan: string;
  readonly framework: string;
}

export async function placesIn(world: World): Promise<Places> {
  const after = Buffer.from(`p${await world.head()}`).toString('base64url');
  const idOf = async (reference: string) => {
    const path = `/conventions?search=${reference}&after=${after}`;
    const { conventions } = await world.sees<{ conventions: readonly { id: string }[] }>(
      'demo-auditeur',
      path,
    );
    return conventions[0]!.id;
  };
  return {
    crets: await idOf('CRETS-2016'),
    other: await idOf('GRENOBLE-2016-001'),
    payable: await idOf('AIX-MARSEILLE-2026-050'),
    plan: await idOf('ISERE-2016-001'),
    framework: await idOf('CADRE-2025'),
  };
}

interface Listed {
  readonly name: string;
  readonly path: (at: Places) => string;
  /** What each of the roles is answered, in their order; then who is not logged in. */
  readonly statuses: string;
}

const ALL = '200 200 200 200 200 303';
const PUBLIC = '200 200 200 200 200 200';
const STAFF_ONLY = '200 200 403 403 403 303';
const ADMINISTRATOR = '403 403 403 200 403 303';
const NOT_THE_TREASURER = '200 200 200 200 404 303';
const NOWHERE = '404 404 404 404 404 303';

const at = (path: string, statuses: string, name = path): Listed => ({ name, path: () => path, statuses });
const of = (name: string, path: Listed['path'], statuses: string): Listed => ({ name, path, statuses });

export const PAGES: readonly Listed[] = [
  at('/', '303 303 303 303 303 200'),
  at('/connexion', PUBLIC),
  at('/connexion/retour', '401 401 401 401 401 401'),
  at('/aide', PUBLIC),
  at('/aide/refus', PUBLIC),
  at('/accessibilite', PUBLIC),
  at('/mentions-legales', PUBLIC),
  at('/assets/rien.css', NOWHERE.replace('303', '404')),
  at('/nulle-part', NOWHERE.replace('303', '404')),
  at('/conventions', ALL),
  at('/conventions?effectiveOn=2017-03-01&knownAt=2017-03-22', ALL, 'the list as it was'),
  at('/conventions?effectiveOn=2016-02-30', '422 422 422 422 422 303', 'the list on a day that is none'),
  at('/conventions/fichier?format=csv', ALL),
  at('/conventions/nouvelle', STAFF_ONLY),
  at('/conventions/nouvelle/colleges_numeriques_2016_ecole', STAFF_ONLY),
  at('/conventions/nouvelle/colleges_numeriques_2016_college', STAFF_ONLY),
  at('/conventions/nouvelle/rien', NOWHERE.replaceAll('404 404 404 404 404', '404 404 403 403 403')),
  at('/conventions/nouvelle/colleges_numeriques_2016_ecole/modele?format=ods', STAFF_ONLY),
  at('/verification/uai?x=1', ALL),
  at('/verification/rien?x=1', NOWHERE),
  of('their convention', ({ crets }) => `/conventions/${crets}`, ALL),
  of('as it was', ({ crets }) => `/conventions/${crets}?effectiveOn=2017-03-01`, ALL),
  of('its history', ({ crets }) => `/conventions/${crets}/histoire`, ALL),
  of('one fact of it', ({ crets }) => `/conventions/${crets}/histoire/3`, '200 200 200 200 403 303'),
  of('a reversal', ({ crets }) => `/conventions/${crets}/histoire/11`, '200 200 200 200 403 303'),
  of('no fact of it', ({ crets }) => `/conventions/${crets}/histoire/999`, '404 404 404 404 403 303'),
  of('one that can be paid', ({ payable }) => `/conventions/${payable}`, NOT_THE_TREASURER),
  of('another convention', ({ other }) => `/conventions/${other}`, NOT_THE_TREASURER),
  of('equipment in kind', ({ plan }) => `/conventions/${plan}`, NOT_THE_TREASURER),
  of('notified credits', ({ framework }) => `/conventions/${framework}`, NOT_THE_TREASURER),
  of('its history', ({ other }) => `/conventions/${other}/histoire`, NOT_THE_TREASURER),
  of('a letter to it', ({ other }) => `/conventions/${other}/actes/relance`, STAFF_ONLY),
  of('a statement of it', ({ other }) => `/conventions/${other}/actes/etat`, '200 200 403 403 404 303'),
  of(
    'the file to fill',
    ({ other }) => `/conventions/${other}/actes/etat/modele?cible=equipment%7C2016&format=xlsx`,
    '200 200 403 403 404 303',
  ),
  of('its closure', ({ other }) => `/conventions/${other}/actes/cloture`, '403 200 403 403 403 303'),
  of(
    'credits of it',
    ({ framework }) => `/conventions/${framework}/actes/notification`,
    '403 200 403 403 403 303',
  ),
  of(
    'a vote of it',
    ({ framework }) => `/conventions/${framework}/actes/repartition`,
    '200 200 403 403 404 303',
  ),
  of('a movement of it', ({ plan }) => `/conventions/${plan}/actes/mouvement`, STAFF_ONLY),
  of('a party of it', ({ plan }) => `/conventions/${plan}/actes/partie`, STAFF_ONLY),
  of('its draft', ({ other }) => `/conventions/${other}/projet`, STAFF_ONLY),
  of('no act', ({ other }) => `/conventions/${other}/actes/rien`, NOWHERE),
  of('their annex', ({ crets }) => `/conventions/${crets}/documents/annexe?format=csv`, ALL),
  of('another annex', ({ other }) => `/conventions/${other}/documents/annexe?format=csv`, NOT_THE_TREASURER),
  of('another bilan', ({ other }) => `/conventions/${other}/documents/bilan`, NOT_THE_TREASURER),
  of('no document', ({ crets }) => `/conventions/${crets}/documents/rien`, NOWHERE),
  at(`/pieces/${'a'.repeat(64)}`, NOWHERE, 'no supporting document'),
  at('/mon-argent', ALL),
  at('/mon-argent?paiement=100000001', ALL, 'a payment found'),
  at(`/organismes/${CRETS_SIRET}`, ALL, 'their body'),
  at(`/organismes/${COLLEGE}`, NOT_THE_TREASURER, 'another body'),
  at(`/organismes/${COLLEGE}/releve?format=csv`, NOT_THE_TREASURER, 'its statement'),
  at('/etats', ALL),
  at('/etats/imputations?year=2016&level=entry', ALL),
  at('/etats/imputations?year=16', '422 422 422 422 422 303', 'a year that is none'),
  at('/etats/ecoles', ALL),
  at('/etats/ecoles?by=commune', ALL),
  at('/etats/ecoles/fichier?format=ods', ALL),
  at('/etats/en-attente', ALL),
  at('/etats/suivi', ALL),
  at('/etats/indus', ALL),
  at('/etats/comparaison', ALL),
  at('/etats/emis', ALL),
  at('/etats/emis/999', NOWHERE),
  at('/etats/rien', NOWHERE),
  at('/echeances', ALL),
  at('/echeances/fichier?format=csv', ALL),
  at('/echeances?from=2026-02-30', '422 422 422 422 422 303', 'a deadline on a day that is none'),
  at('/tableau-de-bord', ALL),
  at('/tableau-de-bord?year=2026', ALL),
  at('/audit', '403 403 200 200 403 303'),
  at('/audit/refus', '403 403 200 403 403 303'),
  at('/administration', ADMINISTRATOR),
  at('/administration/comptes', ADMINISTRATOR),
  at('/administration/comptes/nouveau', ADMINISTRATOR),
  at('/administration/comptes/agent-0', '403 403 403 404 403 303'),
  at('/administration/jetons', ADMINISTRATOR),
  at('/administration/dispositifs', ADMINISTRATOR),
  at('/administration/dispositifs/colleges_numeriques_2016_ecole', ADMINISTRATOR),
  at('/administration/dispositifs/nouveau', ADMINISTRATOR),
  at('/administration/exercices/2025/closing', ADMINISTRATOR),
  at('/administration/exercices/2025/rien', '403 403 403 404 403 303'),
  at('/administration/dispositifs/rien', '403 403 403 404 403 303'),
  at('/administration/nomenclature', ADMINISTRATOR),
  at('/administration/faits-ecartes', ADMINISTRATOR),
];

/** Who is answered the page itself, or, where nobody is, its refusal. */
export function readerOf({ statuses }: Listed): Role | undefined {
  const given = statuses.split(' ');
  const best = Math.max(0, given.indexOf('200'));
  return given[best] === '303' ? undefined : ROLES[best];
}

const METHODS = { GET: 0, POST: 1 };

/** The patterns of all addresses that the pages answer, as their controllers say them. */
export function routesOf(method: keyof typeof METHODS): readonly string[] {
  const controllers = Reflect.getMetadata('controllers', PagesModule) as readonly { prototype: object }[];
  return controllers.flatMap(({ prototype }) =>
    Object.values(Object.getOwnPropertyDescriptors(prototype)).flatMap(({ value }) =>
      typeof value === 'function' && Reflect.getMetadata('method', value) === METHODS[method]
        ? [`/${String(Reflect.getMetadata('path', value)).replace(/^\//, '')}`]
        : [],
    ),
  );
}

/** The pattern that answers an address: of those that fit, the one that names most. */
export function routeOf(path: string, routes: readonly string[]): string | undefined {
  const [address = ''] = path.split('?');
  const fits = (route: string) => new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`).test(address);
  const names = (route: string) => route.split('/:').length;
  return routes.filter(fits).toSorted((one, other) => names(one) - names(other))[0];
}
