import type { ComponentChildren } from 'preact';
import type { Role } from '#access';
import { ROLES } from '#wording';
import { CSRF_FIELD, type Frame } from '../../request/frame.js';
import { helpOf } from '../about/help.js';
import { HTMX, SCRIPT, STYLE } from '../assets.js';

export const PRODUCT = 'Registre des conventions PIA';

interface Way {
  readonly path: string;
  readonly name: string;
  readonly roles?: readonly Role[];
}

const STAFF: readonly Role[] = ['gestionnaire', 'ordonnateur', 'auditeur', 'administrateur'];

const WAYS: readonly Way[] = [
  { path: '/mon-argent', name: 'Où en est mon argent ?', roles: ['tresorier'] },
  { path: '/conventions', name: 'Conventions' },
  { path: '/tableau-de-bord', name: 'Tableau de bord', roles: STAFF },
  { path: '/echeances', name: 'Échéances' },
  { path: '/etats', name: 'États' },
  { path: '/audit', name: 'Audit', roles: ['auditeur', 'administrateur'] },
  { path: '/administration', name: 'Administration', roles: ['administrateur'] },
];

/** The hidden field by which a form shows that it comes from a page of the session. */
export const Csrf = ({ frame }: { readonly frame: Frame }) =>
  frame.csrf === undefined ? null : <input type="hidden" name={CSRF_FIELD} value={frame.csrf} />;

/** Nothing inline, nothing evaluated, nothing from elsewhere, nothing kept. */
const HTMX_CONFIG = JSON.stringify({
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  historyEnabled: false,
});

interface LayoutProps {
  readonly frame: Frame;
  readonly title: string;
  readonly wide?: boolean;
  /** Parts of it are asked again while a form is filled. */
  readonly live?: boolean;
  /** Where the page leads at once. */
  readonly refresh?: string;
  /** The pages above this one. */
  readonly trail?: readonly Pick<Way, 'path' | 'name'>[];
  readonly children: ComponentChildren;
}

/** What stands around every page. */
export function Layout({
  frame,
  title,
  wide = false,
  live = false,
  refresh,
  trail = [],
  children,
}: LayoutProps) {
  const { account, endsAt, nonce } = frame;
  return (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${PRODUCT}`}</title>
        {refresh !== undefined && <meta http-equiv="refresh" content={`0;url=${refresh}`} />}
        <link rel="stylesheet" href={STYLE.path} />
        <link rel="icon" href="data:," />
        {account && <script src={SCRIPT.path} nonce={nonce} defer />}
        {live && <meta name="htmx-config" content={HTMX_CONFIG} />}
        {live && <script src={HTMX.path} nonce={nonce} defer />}
      </head>
      <body data-session={endsAt}>
        <a class="skip" href="#contenu">
          Aller au contenu
        </a>
        <Head frame={frame} />
        <main id="contenu" class={wide ? 'wide' : undefined} tabIndex={-1}>
          {trail.length > 0 && (
            <nav aria-label="Fil d’Ariane" class="trail">
              {trail.map(({ path, name }) => (
                <a href={path}>{name}</a>
              ))}
            </nav>
          )}
          <h1>{title}</h1>
          {children}
        </main>
        <footer>
          <a href={helpOf(frame.url)}>Aide sur cette page</a>
          <a href="/accessibilite">Accessibilité : non conforme</a>
          <a href="/mentions-legales">Mentions légales</a>
          <a href="/api/docs">API</a>
        </footer>
      </body>
    </html>
  );
}

function Head({ frame }: { readonly frame: Frame }) {
  const { account, mode, url } = frame;
  const here = url.split('?')[0]!;
  const ways = WAYS.filter(({ roles }) => account && (!roles || roles.includes(account.role)));
  return (
    <header>
      {mode === 'demonstration' && <p class="fictitious">Démonstration : données fictives</p>}
      <div class="bar">
        <a class="product" href="/">
          {PRODUCT}
        </a>
        {ways.length > 0 && (
          <nav aria-label="Rubriques">
            {ways.map(({ path, name }) => (
              <a href={path} aria-current={here.startsWith(path) ? 'page' : undefined}>
                {name}
              </a>
            ))}
          </nav>
        )}
        {account ? (
          <form method="post" action="/deconnexion" class="who">
            <Csrf frame={frame} />
            <span>
              {account.id} ({ROLES[account.role].toLowerCase()})
            </span>
            <button class="quiet">Se déconnecter</button>
          </form>
        ) : (
          <a class="who" href="/connexion">
            Se connecter
          </a>
        )}
      </div>
      {account && (
        <p id="session-warning" class="banner warning" role="status" hidden>
          Votre session se termine dans moins de cinq minutes. Enregistrez, ou ouvrez une page du registre
          dans un autre onglet : elle la prolonge. Ce que vous avez saisi ici ne sera pas perdu.
        </p>
      )}
    </header>
  );
}
