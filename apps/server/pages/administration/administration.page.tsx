import { FISCAL_YEAR_STATUSES } from '#wording';
import type { FiscalYearsAnswer } from '../../answers/reference.answer.js';
import type { Frame } from '../../request/frame.js';
import type { ActField } from '../actions/action.js';
import { Csrf, Layout } from '../components/layout.js';
import { Table } from '../components/table.js';
import type { Filled } from '../forms/desk.js';
import { FilledForm } from '../forms/form.page.js';

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
          { title: 'À faire', show: of => <NextOfYear frame={frame} of={of} once={filling.once} /> },
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

const NEXT: Readonly<Record<string, readonly [act: string, word: string]>> = {
  open: ['closing', 'Arrêter les écritures'],
  closing: ['closure', 'Clore pour de bon'],
};

interface NextProps {
  readonly frame: Frame;
  readonly of: Year;
  readonly once: string;
}

function NextOfYear({ frame, of: { year, status }, once }: NextProps) {
  const next = NEXT[status];
  if (!next) return <span class="none">—</span>;
  return (
    <form method="post" action={`/administration/exercices/${year}/${next[0]}`}>
      <Csrf frame={frame} />
      <input type="hidden" name="cle" value={once} />
      <button class="quiet">
        {next[1]} <span class="unseen">de l’exercice {year}</span>
      </button>
    </form>
  );
}
