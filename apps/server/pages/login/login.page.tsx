import type { Account } from '#access';
import { ROLES } from '#wording';
import { Csrf, Layout } from '../components/layout.js';
import { Banner } from '../components/messages.js';
import type { Form } from '../../request/forms.js';
import type { Frame } from '../../request/frame.js';

/** A form that was sent after the session had ended: what was typed, and where it went. */
export interface Kept {
  readonly path: string;
  readonly form: Form;
}

interface LoginProps {
  readonly frame: Frame;
  readonly samples: readonly Account[];
  /** Where to go then. */
  readonly next: string;
  readonly fault?: string;
  readonly kept?: Kept | undefined;
}

/** What each sample account is for. */
const DOES: Readonly<Record<Account['role'], string>> = {
  gestionnaire: 'saisit les dossiers',
  ordonnateur: 'décide ce qui engage l’État',
  tresorier: 'ne voit que ce qui revient à son organisme',
  auditeur: 'lit tout, n’écrit rien',
  administrateur: 'tient les dispositifs, la nomenclature et les exercices',
};

export function LoginPage({ frame, samples, next, fault, kept }: LoginProps) {
  const hidden = (
    <>
      <Csrf frame={frame} />
      <input type="hidden" name="retour" value={kept?.path ?? next} />
      {kept && <input type="hidden" name="saisie" value={JSON.stringify(kept.form)} />}
    </>
  );
  return (
    <Layout frame={frame} title="Connexion">
      {kept && (
        <Banner kind="warning">
          Votre session était terminée : rien n’a été enregistré. Connectez-vous, votre saisie est gardée.
        </Banner>
      )}
      {fault !== undefined && <Banner kind="error">{fault}</Banner>}
      {samples.length > 0 && (
        <section>
          <h2>Comptes d’essai</h2>
          <ul class="accounts">
            {samples.map(({ id, role }) => (
              <li>
                <form method="post" action="/connexion">
                  {hidden}
                  <button name="jeton" value={id}>
                    {ROLES[role]}
                  </button>
                  <span>{DOES[role]}</span>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{samples.length > 0 ? 'Ou par un jeton d’accès' : 'Par un jeton d’accès'}</h2>
        <form method="post" action="/connexion" class="fields">
          {hidden}
          <label for="jeton">Jeton d’accès, remis par l’administrateur du service</label>
          <input id="jeton" name="jeton" type="password" autocomplete="off" required maxLength={200} />
          <button>Se connecter</button>
        </form>
      </section>
    </Layout>
  );
}

/** After the login, what was typed goes where it was sent: one click, so that nothing is recorded unseen. */
export function ResumePage({ frame, kept }: { readonly frame: Frame; readonly kept: Kept }) {
  return (
    <Layout frame={frame} title="Votre saisie est gardée">
      <p>Vous êtes connecté de nouveau. Rien n’a encore été enregistré.</p>
      <form method="post" action={kept.path}>
        <Csrf frame={frame} />
        {Object.entries(kept.form).flatMap(([name, value]) =>
          [value].flat().map(item => <input type="hidden" name={name} value={item} />),
        )}
        <button>Reprendre là où j’en étais</button>
      </form>
    </Layout>
  );
}
