import { PROBLEM_TITLES, REFUSAL_SAMPLES, sentenceOf } from '#wording';
import { statusOf } from '../../problem/statuses.js';
import type { Frame } from '../../request/frame.js';
import { Layout } from '../components/layout.js';
import { Table } from '../components/table.js';

const SAMPLES = Object.entries(REFUSAL_SAMPLES).sort(([one], [other]) => (one < other ? -1 : 1));

/** Every refusal that the pages and the API may give: where the `type` of a problem (RFC 9457) leads. */
export function RefusalsPage({ frame }: { readonly frame: Frame }) {
  return (
    <Layout frame={frame} title="Refus">
      <p>
        Un acte refusé n’enregistre rien. La réponse porte un code, stable d’une version à l’autre, et une
        phrase ; celles-ci sont données en exemple, avec des valeurs inventées.
      </p>
      <Table
        caption="Les refus, par code"
        empty="Aucun refus."
        rows={SAMPLES}
        columns={[
          { title: 'Code', show: ([code]) => <code id={code}>{code}</code> },
          { title: 'Réponse', show: ([code]) => `${statusOf(code)} ${PROBLEM_TITLES[statusOf(code)]}` },
          {
            title: 'Phrase',
            words: true,
            show: ([code, details]) => sentenceOf({ code, details }),
          },
        ]}
      />
    </Layout>
  );
}
