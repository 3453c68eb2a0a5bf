import { FISCAL_YEAR_STATUSES } from '#wording';
import type { FiscalYearsAnswer } from '../../answers/reference.answer.js';
import type { Frame } from '../../request/frame.js';
import type { ActField } from '../actions/action.js';
import { Csrf, Layout } from '../components/layout.js';
import { Banner } from '../components/messages.js';
import { Table } from '../components/table.js';
import type { Filled } from '../forms/desk.js';
import { FilledForm } from '../forms/form.page.js';
import { ADMINISTRATION } from './accounts.page.js';

const DESKS = [
  ['/administration/comptes', 'Comptes', 'Qui peut faire quoi, où, depuis quand ; désactiver un compte.'],
  ['/administration/jetons', 'Jetons d’accès', 'Ceux qui valent, et les retirer.'],
  ['/administration/dispositifs', 'Dispositifs', 'Plafonds, taux, avances : les règles comme données.'],
  ['/administration/nomenclature', 'Nomenclature', 'Les codes Chorus, datés.'],
  ['/administration/faits-ecartes', 'Faits écartés', 'Ce que les vues n’ont pas su lire.'],
] as const;

export const YEAR_FIELDS: readonly ActField[] = [
  { name: 'year', label: 'Ouvrir l’exercice', kind: 'whole', hint: 'Quatre chiffres.' },
];

interface AdministrationProps {
  readonly frame: Frame;
  readonly years: FiscalYearsAnswer['fiscalYears'];
  readonly filling: Filled;
}

type Year = FiscalYearsAnswer['fiscalYears'][number];

export function AdministrationPage({ frame, years, filling }: AdministrationProps) {
  return (
    <Layout frame={frame} title="Administration">
      <dl>
        {DESKS.flatMap(([path, name, about]) => [
          <dt>
            <a href={path}>{name}</a>
          </dt>,
          <dd>{about}</dd>,
        ])}
      </dl>
      <h2>Exercices</h2>
      <Table<Year>
        caption="Exercices"
        empty="Aucun exercice."
        rows={years}
        columns={[
          { title: 'Exercice', show: ({ year }) => year },
          { title: 'État', show: ({ status }) => FISCAL_YEAR_STATUSES[status] },
          { title: 'À faire', show: of => <NextOfYear of={of} /> },
        ]}
      />
      <FilledForm
        frame={frame}
        action="/administration/exercices"
        fields={YEAR_FIELDS}
        does="Ouvrir"
        {...filling}
      />
    </Layout>
  );
}

const NEXT: Readonly<Record<string, readonly [act: 'closing' | 'closure', word: string]>> = {
  open: ['closing', 'Arrêter les écritures'],
  closing: ['closure', 'Clore pour de bon'],
};

function NextOfYear({ of: { year, status } }: { readonly of: Year }) {
  const next = NEXT[status];
  if (!next) return <span class="none">—</span>;
  return (
    <a href={`/administration/exercices/${year}/${next[0]}`}>
      {next[1]} <span class="unseen">de l’exercice {year}</span>
    </a>
  );
}

const ENDINGS = {
  closing: {
    title: 'Arrêter les écritures de l’exercice',
    about:
      'Plus aucune écriture d’argent ne sera admise sur cet exercice ; celles qui sont en cours d’envoi finissent. Il se clôt ensuite, une minute après au moins.',
    does: 'Arrêter les écritures',
  },
  closure: {
    title: 'Clore l’exercice',
    about:
      'C’est sans retour : les chiffres de l’exercice ne changeront plus. Une écriture fausse sera corrigée sur l’exercice en cours, dans une colonne à part. Les soldes de l’exercice sont ensuite signés sous une racine, que la vérification recalcule et dont chaque solde se prouve.',
    does: 'Clore pour de bon',
  },
} as const;

interface EndingProps {
  readonly frame: Frame;
  readonly year: string;
  readonly act: keyof typeof ENDINGS;
  readonly once: string;
  /** Why it cannot be done now. */
  readonly why?: string | undefined;
}

export function EndingPage({ frame, year, act, once, why }: EndingProps) {
  const { title, about, does } = ENDINGS[act];
  return (
    <Layout frame={frame} title={`${title} ${year}`} trail={ADMINISTRATION}>
      <p>{about}</p>
      <p>
        <a href={`/etats/imputations?year=${year}`}>L’état d’imputation de l’exercice {year}</a>
      </p>
      {why === undefined ? (
        <form method="post" action={`/administration/exercices/${year}/${act}`} class="actions">
          <Csrf frame={frame} />
          <input type="hidden" name="cle" value={once} />
          <button>{does}</button>
          <a href="/administration">Abandonner</a>
        </form>
      ) : (
        <>
          <Banner kind="note">{why}</Banner>
          <p>
            <a href="/administration">Revenir à l’administration</a>
          </p>
        </>
      )}
    </Layout>
  );
}
