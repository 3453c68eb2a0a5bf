import { type AccountAct, type KnownPerson, type KnownToken, ROLES as ROLE_KEYS } from '#access';
import { ROLES } from '#wording';
import type { Frame } from '../../request/frame.js';
import type { ActField } from '../actions/action.js';
import { Code, Moment } from '../components/figures.js';
import { Csrf, Layout } from '../components/layout.js';
import { Banner } from '../components/messages.js';
import { Table } from '../components/table.js';
import type { Filled } from '../forms/desk.js';
import { FilledForm } from '../forms/form.page.js';

export const PERSON_FIELDS: readonly ActField[] = [
  {
    name: 'name',
    label: 'Nom',
    kind: 'text',
    hint: 'Jamais inscrit dans les écritures, qui portent le seul nom de compte.',
  },
  {
    name: 'role',
    label: 'Rôle',
    kind: 'choice',
    choices: ROLE_KEYS.map(value => ({ value, text: ROLES[value] })),
  },
  {
    name: 'academies',
    label: 'Académies',
    kind: 'text',
    optional: true,
    hint: 'Codes séparés par une espace (grenoble lyon), ou * pour toutes. Pour un trésorier : rien.',
  },
  {
    name: 'bodies',
    label: 'Organismes dont il tient les comptes',
    kind: 'long',
    optional: true,
    hint: 'Pour un trésorier, un par ligne : SIRET ou UAI, premier jour, dernier jour s’il y en a un ; par exemple 21380439400019 01/01/2016.',
  },
  {
    name: 'email',
    label: 'Courriel professionnel',
    kind: 'text',
    optional: true,
    hint: 'Avec le SIRET, il le fait reconnaître à sa première connexion chez le fournisseur d’identité.',
  },
  { name: 'siret', label: 'SIRET de son employeur', kind: 'text', optional: true, hint: '14 chiffres.' },
];

export const TOKEN_FIELDS: readonly ActField[] = [
  { name: 'label', label: 'À quoi sert ce jeton', kind: 'text' },
  { name: 'expires', label: 'Dernier jour de validité', kind: 'day', optional: true },
];

const ACTS: Readonly<Record<AccountAct['act'], string>> = {
  opened: 'compte ouvert',
  changed: 'droits modifiés',
  disabled: 'compte désactivé',
  enabled: 'compte réactivé',
  token_given: 'jeton remis',
  token_revoked: 'jeton retiré',
};

const perimeterOf = ({ account: { role, academies, bodies } }: KnownPerson) => {
  if (role === 'tresorier') return bodies.map(({ key }) => key).join(', ');
  return academies === '*' ? 'toutes les académies' : academies.join(', ');
};

interface AccountsProps {
  readonly frame: Frame;
  readonly persons: readonly KnownPerson[];
  readonly acts: readonly AccountAct[];
}

export function AccountsPage({ frame, persons, acts }: AccountsProps) {
  return (
    <Layout frame={frame} title="Comptes" trail={ADMINISTRATION}>
      <p>
        <a class="button" href="/administration/comptes/nouveau">
          Ouvrir un compte
        </a>
      </p>
      <Table<KnownPerson>
        caption="Comptes"
        empty="Aucun compte n’est encore ouvert ici."
        rows={persons}
        columns={[
          {
            title: 'Nom',
            show: ({ account, name }) => <a href={`/administration/comptes/${account.id}`}>{name}</a>,
          },
          { title: 'Compte', show: ({ account }) => <Code>{account.id}</Code> },
          { title: 'Rôle', show: ({ account }) => ROLES[account.role] },
          { title: 'Périmètre', words: true, show: perimeterOf },
          { title: 'Dernière connexion', show: ({ seenAt }) => (seenAt ? <Moment of={seenAt} /> : 'jamais') },
          { title: 'État', show: ({ disabledAt }) => (disabledAt ? 'désactivé' : 'ouvert') },
        ]}
      />
      <h2>Changements de droits</h2>
      <Table<AccountAct>
        caption="Derniers actes sur les comptes"
        empty="Rien encore."
        rows={acts}
        columns={[
          { title: 'Quand', show: ({ at }) => <Moment of={at} /> },
          { title: 'Compte', show: ({ account }) => <Code>{account}</Code> },
          { title: 'Acte', show: ({ act }) => ACTS[act] },
          { title: 'Par', show: ({ by }) => <Code>{by}</Code> },
          { title: 'Droits ou jeton', words: true, show: ({ what }) => toldWhat(what) },
        ]}
      />
    </Layout>
  );
}

export const ADMINISTRATION = [{ path: '/administration', name: 'Administration' }] as const;
const COMPTES = [...ADMINISTRATION, { path: '/administration/comptes', name: 'Comptes' }] as const;

/** The values of an act in words: they are what was asked at the time, kept as it was. */
function toldWhat(what: AccountAct['what']): string {
  return Object.values(what)
    .flatMap(value => (Array.isArray(value) ? value : [value]))
    .map(value =>
      typeof value === 'object' && value !== null ? Object.values(value).join(' ') : String(value ?? ''),
    )
    .filter(Boolean)
    .join(', ');
}

export function NewAccountPage({ frame, ...filled }: { readonly frame: Frame } & Filled) {
  return (
    <Layout frame={frame} title="Ouvrir un compte" trail={COMPTES}>
      <FilledForm
        frame={frame}
        action="/administration/comptes/nouveau"
        fields={PERSON_FIELDS}
        does="Ouvrir le compte"
        back="/administration/comptes"
        {...filled}
      />
    </Layout>
  );
}

const DONE: Readonly<Record<string, string>> = {
  ouvert: 'Le compte est ouvert.',
  modifie: 'Les droits sont modifiés : ils valent dès la prochaine page.',
  desactive: 'Le compte est désactivé : ses sessions et ses jetons ne valent plus.',
  reactive: 'Le compte est réactivé.',
  retire: 'Le jeton est retiré.',
};

interface AccountProps {
  readonly frame: Frame;
  readonly person: KnownPerson;
  readonly tokens: readonly KnownToken[];
  readonly rights: Filled;
  readonly token: Filled;
  /** Shown once. */
  readonly made: string | undefined;
  readonly done: string | undefined;
}

export function AccountPage({ frame, person, tokens, rights, token, made, done }: AccountProps) {
  const { account, name, disabledAt, bound } = person;
  const path = `/administration/comptes/${account.id}`;
  const told = DONE[done ?? ''];
  return (
    <Layout frame={frame} title={name} trail={COMPTES}>
      {told !== undefined && <Banner kind="done">{told}</Banner>}
      {made !== undefined && (
        <Banner kind="warning">
          <strong>Jeton à noter maintenant, il ne sera plus montré :</strong>
          <pre>{made}</pre>
        </Banner>
      )}
      <p>
        Compte <Code>{account.id}</Code>,{' '}
        {bound ? 'reconnu chez le fournisseur d’identité' : 'jamais connecté chez le fournisseur d’identité'}
        {disabledAt && (
          <>
            ,{' '}
            <strong>
              désactivé le <Moment of={disabledAt} />
            </strong>
          </>
        )}
        .
      </p>
      <FilledForm frame={frame} action={path} fields={PERSON_FIELDS} does="Modifier les droits" {...rights} />
      <h2>Jetons d’accès</h2>
      <Tokens frame={frame} tokens={tokens} />
      <FilledForm
        frame={frame}
        action={`${path}/jetons`}
        fields={TOKEN_FIELDS}
        does="Remettre un jeton"
        {...token}
      />
      <h2>{disabledAt ? 'Réactivation' : 'Désactivation'}</h2>
      <form method="post" action={`${path}/etat`}>
        <Csrf frame={frame} />
        <button name="etat" value={disabledAt ? 'activer' : 'desactiver'} class="quiet">
          {disabledAt ? 'Réactiver le compte' : 'Désactiver le compte'}
        </button>
      </form>
    </Layout>
  );
}

interface TokensProps {
  readonly frame: Frame;
  readonly tokens: readonly KnownToken[];
}

function Tokens({ frame, tokens }: TokensProps) {
  return (
    <Table<KnownToken>
      caption="Jetons d’accès"
      empty="Aucun jeton."
      rows={tokens}
      columns={[
        { title: 'Pour', words: true, show: ({ label }) => label },
        { title: 'Compte', show: ({ account }) => <Code>{account}</Code> },
        { title: 'Remis le', show: ({ createdAt }) => <Moment of={createdAt} /> },
        {
          title: 'Vaut jusqu’au',
          show: ({ expiresAt }) => (expiresAt ? <Moment of={expiresAt} /> : 'sans fin'),
        },
        {
          title: 'État',
          show: ({ hash, label, revokedAt }) =>
            revokedAt ? (
              <>
                retiré le <Moment of={revokedAt} />
              </>
            ) : (
              <form method="post" action={`/administration/jetons/${hash}/retrait`}>
                <Csrf frame={frame} />
                <button class="quiet">
                  Retirer <span class="unseen">{label}</span>
                </button>
              </form>
            ),
        },
      ]}
    />
  );
}

export function TokensPage({ frame, tokens }: TokensProps) {
  return (
    <Layout frame={frame} title="Jetons d’accès" trail={ADMINISTRATION}>
      <p class="none">Un jeton se remet depuis la page de son compte, ou par la commande « pia token ».</p>
      <Tokens frame={frame} tokens={tokens} />
    </Layout>
  );
}
