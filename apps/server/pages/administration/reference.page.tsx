import { FLOW_KINDS, FLOWS, labelIn, LEGAL_TYPES, NOMENCLATURE_AXES, percent } from '#wording';
import type { NomenclatureAnswer, SchemesAnswer } from '../../answers/reference.answer.js';
import type { Frame } from '../../request/frame.js';
import type { ActField } from '../actions/action.js';
import { Amount, Code, OnDay } from '../components/figures.js';
import { Layout } from '../components/layout.js';
import { Table } from '../components/table.js';
import type { Filled } from '../forms/desk.js';
import { FilledForm } from '../forms/form.page.js';
import { ADMINISTRATION } from './accounts.page.js';

type Scheme = SchemesAnswer['schemes'][number];

export function SchemesPage({ frame, schemes }: { readonly frame: Frame } & SchemesAnswer) {
  return (
    <Layout frame={frame} title="Dispositifs" trail={ADMINISTRATION}>
      <p>
        <a class="button" href="/administration/dispositifs/nouveau">
          Publier un nouveau dispositif
        </a>
      </p>
      {schemes.map(scheme => (
        <section>
          <h2>{scheme.versions.at(-1)?.label ?? scheme.code}</h2>
          <p>
            <Code>{scheme.code}</Code> ·{' '}
            <a href={`/administration/dispositifs/${scheme.code}`}>Publier une nouvelle version</a>
          </p>
          {scheme.versions.toReversed().map(version => (
            <Version version={version} />
          ))}
        </section>
      ))}
    </Layout>
  );
}

function Version({ version }: { readonly version: Scheme['versions'][number] }) {
  return (
    <>
      <h3>
        Version {version.version}, à partir du <OnDay of={version.validFrom} />
        {version.validUntil && (
          <>
            {' '}
            jusqu’au <OnDay of={version.validUntil} />
          </>
        )}
      </h3>
      <p>
        {version.legalBasis}. <span class="none">Source : {version.source}</span>
      </p>
      <ul>
        {version.flows.map(flow => (
          <li>
            {flow.label} ({FLOW_KINDS[flow.kind]}), avance {percent(flow.advanceRate)}, pour{' '}
            {flow.beneficiaryTypes.map(type => LEGAL_TYPES[type]).join(', ')} :{' '}
            {flow.units.map(({ label, ceiling, rate }, index) => (
              <>
                {index > 0 && ' ; '}
                {label} <Amount of={ceiling} /> à {percent(rate)}
              </>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

interface SchemeProps {
  readonly frame: Frame;
  readonly code: string;
  readonly fields: readonly ActField[];
  readonly filling: Filled;
}

export function SchemePage({ frame, code, fields, filling }: SchemeProps) {
  const trail = [...ADMINISTRATION, { path: '/administration/dispositifs', name: 'Dispositifs' }];
  return (
    <Layout frame={frame} title={`Nouvelle version de « ${code} »`} trail={trail}>
      <p class="none">
        Les conventions en cours gardent la version sous laquelle elles ont été rédigées. Ce que ce formulaire
        ne demande pas est repris de la dernière version.
      </p>
      <FilledForm
        frame={frame}
        action={`/administration/dispositifs/${code}`}
        fields={fields}
        does="Publier cette version"
        back="/administration/dispositifs"
        {...filling}
      />
    </Layout>
  );
}

type NewSchemeProps = Omit<SchemeProps, 'code'>;

export function NewSchemePage({ frame, fields, filling }: NewSchemeProps) {
  return (
    <Layout
      frame={frame}
      title="Nouveau dispositif"
      trail={[...ADMINISTRATION, { path: '/administration/dispositifs', name: 'Dispositifs' }]}
    >
      <p class="none">Un volet dont l’emploi n’est pas choisi n’est pas publié.</p>
      <FilledForm
        frame={frame}
        action="/administration/dispositifs/nouveau"
        fields={fields}
        does="Publier ce dispositif"
        back="/administration/dispositifs"
        {...filling}
      />
    </Layout>
  );
}

const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

export const CODE_FIELDS: readonly ActField[] = [
  { name: 'axis', label: 'Axe', kind: 'choice', choices: choices(NOMENCLATURE_AXES) },
  {
    name: 'key',
    label: 'Pour',
    kind: 'choice',
    hint: 'L’activité se donne par volet ; le compte et le groupe de marchandises par nature juridique.',
    choices: [...choices(FLOWS), ...choices(LEGAL_TYPES)],
  },
  { name: 'code', label: 'Code', kind: 'text' },
  { name: 'validFrom', label: 'À partir du', kind: 'day' },
  { name: 'validUntil', label: 'Jusqu’au', kind: 'day', optional: true },
  { name: 'source', label: 'Texte qui donne le code', kind: 'text' },
  { name: 'fictitious', label: 'Code fictif', kind: 'flag', hint: 'Admis en démonstration seulement.' },
];

interface NomenclatureProps extends NomenclatureAnswer {
  readonly frame: Frame;
  readonly filling: Filled;
}

export function NomenclaturePage({ frame, entries, filling }: NomenclatureProps) {
  return (
    <Layout frame={frame} title="Nomenclature d’imputation" trail={ADMINISTRATION}>
      <Table<NomenclatureAnswer['entries'][number]>
        caption="Nomenclature d’imputation"
        empty="Aucun code."
        rows={entries}
        columns={[
          { title: 'Axe', show: ({ axis }) => labelIn(NOMENCLATURE_AXES, axis) },
          { title: 'Pour', show: ({ key }) => labelIn({ ...FLOWS, ...LEGAL_TYPES }, key) },
          { title: 'Code', show: ({ code }) => <Code>{code}</Code> },
          { title: 'À partir du', show: ({ validFrom }) => <OnDay of={validFrom} /> },
          { title: 'Jusqu’au', show: ({ validUntil }) => <OnDay of={validUntil} /> },
          {
            title: 'Source',
            words: true,
            show: ({ source, fictitious }) => `${source}${fictitious ? ' (fictif)' : ''}`,
          },
        ]}
      />
      <h2>Donner un code</h2>
      <FilledForm
        frame={frame}
        action="/administration/nomenclature"
        fields={CODE_FIELDS}
        does="Enregistrer le code"
        {...filling}
      />
    </Layout>
  );
}
