import type { FiscalYearsAnswer, NomenclatureAnswer, SchemesAnswer } from '../../answers/reference.answer.js';
import { FISCAL_YEAR_STATUSES, FLOW_KINDS, labelIn, NOMENCLATURE_AXES, percent } from '#wording';
import type { Frame } from '../../request/frame.js';
import { Amount, Code, OnDay } from '../components/figures.js';
import { Csrf, Layout } from '../components/layout.js';
import { Banner } from '../components/messages.js';
import { Table } from '../components/table.js';

interface AdministrationProps {
  readonly frame: Frame;
  readonly schemes: SchemesAnswer['schemes'];
  readonly nomenclature: NomenclatureAnswer['entries'];
  readonly years: FiscalYearsAnswer['fiscalYears'];
  /** A new key for each act of the page. */
  readonly once: string;
  readonly fault?: string | undefined;
}

export function AdministrationPage({
  frame,
  schemes,
  nomenclature,
  years,
  once,
  fault,
}: AdministrationProps) {
  return (
    <Layout frame={frame} title="Administration">
      {fault !== undefined && <Banner kind="error">{fault}</Banner>}
      <h2>Exercices</h2>
      <Table<FiscalYearsAnswer['fiscalYears'][number]>
        caption="Exercices"
        empty="Aucun exercice."
        rows={years}
        columns={[
          { title: 'Exercice', show: ({ year }) => year },
          { title: 'État', show: ({ status }) => FISCAL_YEAR_STATUSES[status] },
          {
            title: 'À faire',
            show: ({ year, status }) => <NextOfYear frame={frame} year={year} status={status} once={once} />,
          },
        ]}
      />
      <form method="post" action="/administration/exercices" class="filters">
        <Csrf frame={frame} />
        <input type="hidden" name="cle" value={once} />
        <div class="field">
          <label for="year">Ouvrir l’exercice</label>
          <input id="year" name="year" inputMode="numeric" class="short" autocomplete="off" />
        </div>
        <button>Ouvrir</button>
      </form>
      <h2>Dispositifs</h2>
      {schemes.map(({ code, versions }) => (
        <section>
          <h3>{code}</h3>
          {versions.map(version => (
            <>
              <p>
                Version {version.version}, {version.label} : à partir du <OnDay of={version.validFrom} />,{' '}
                {version.taxBasis}. {version.legalBasis}. <span class="none">Source : {version.source}</span>
              </p>
              <ul>
                {version.flows.map(flow => (
                  <li>
                    {flow.label} ({FLOW_KINDS[flow.kind]}), avance {percent(flow.advanceRate)} :{' '}
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
          ))}
        </section>
      ))}
      <h2>Nomenclature</h2>
      <Table<NomenclatureAnswer['entries'][number]>
        caption="Nomenclature d’imputation"
        empty="Aucun code."
        rows={nomenclature}
        columns={[
          { title: 'Axe', show: ({ axis }) => labelIn(NOMENCLATURE_AXES, axis) },
          { title: 'Pour', show: ({ key }) => key },
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
      <p class="none">
        Un dispositif et un code de nomenclature se publient aujourd’hui par l’API ; les jetons et les faits
        écartés se gèrent par la ligne de commande « pia ».
      </p>
    </Layout>
  );
}

const NEXT: Readonly<Record<string, readonly [act: string, word: string]>> = {
  open: ['closing', 'Arrêter les écritures'],
  closing: ['closure', 'Clore pour de bon'],
};

function NextOfYear({
  frame,
  year,
  status,
  once,
}: {
  frame: Frame;
  year: number;
  status: string;
  once: string;
}) {
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
