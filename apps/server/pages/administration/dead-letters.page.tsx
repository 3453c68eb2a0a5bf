import type { ParkedStream } from '#read-models';
import type { Frame } from '../../request/frame.js';
import type { ActField } from '../actions/action.js';
import { Code } from '../components/figures.js';
import { Layout } from '../components/layout.js';
import { Banner } from '../components/messages.js';
import { Table } from '../components/table.js';
import type { Filled } from '../forms/desk.js';
import { FilledForm } from '../forms/form.page.js';
import { ADMINISTRATION } from './accounts.page.js';

interface DeadLettersProps {
  readonly frame: Frame;
  readonly parked: readonly ParkedStream[];
  readonly fields: readonly ActField[];
  readonly filling: Filled;
}

export function DeadLettersPage({ frame, parked, fields, filling }: DeadLettersProps) {
  return (
    <Layout frame={frame} title="Faits que les vues n’ont pas su lire" trail={ADMINISTRATION}>
      {parked.length === 0 && filling.faults.length === 0 ? (
        <Banner kind="done">Aucun flux n’est arrêté : les vues ont lu tous les faits.</Banner>
      ) : (
        <>
          <p>
            Un fait illisible arrête les vues de son flux, et d’aucun autre ; le registre lui-même n’est pas
            touché. Les pages et les états concernés se disent incomplets.
          </p>
          <Table<ParkedStream>
            caption="Flux arrêtés"
            empty="Aucun."
            rows={parked}
            columns={[
              { title: 'Flux', show: ({ stream }) => <Code>{stream}</Code> },
              { title: 'Position', figure: true, show: ({ position }) => position },
              { title: 'Faits', figure: true, show: ({ facts }) => facts },
              {
                title: 'Pris acte par',
                show: ({ skipped }) => (skipped ? `${skipped.by} (${skipped.reason})` : '—'),
              },
              { title: 'Cause', words: true, show: ({ error }) => error },
            ]}
          />
          <FilledForm
            frame={frame}
            action="/administration/faits-ecartes"
            fields={fields}
            does="Enregistrer"
            {...filling}
          />
        </>
      )}
    </Layout>
  );
}
