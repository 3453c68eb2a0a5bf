import type { ChangedIssuesAnswer } from '../../answers/issued.answer.js';
import { Amount, Moment } from '../components/figures.js';
import { Table } from '../components/table.js';

type Changed = ChangedIssuesAnswer['changed'][number];
type Line = Pick<Changed, 'issued'> & { readonly change: Changed['changes'][number] };

/** The reports issued before a fact, that it changes, column by column. */
export function ChangedIssues({ changed }: ChangedIssuesAnswer) {
  return (
    <>
      <h2>États émis que ce fait change</h2>
      <Table<Line>
        caption="États émis que ce fait change"
        empty="Aucun état émis avant ce fait n’en est changé."
        rows={changed.flatMap(({ issued, changes }) => changes.map(change => ({ issued, change })))}
        columns={[
          {
            title: 'État émis',
            words: true,
            show: ({ issued: { number, title, format } }) => (
              <a href={`/etats/emis/${number}`} aria-label={`${title}, numéro ${number}, en ${format}`}>
                n° {number}, {title}
              </a>
            ),
          },
          { title: 'Émis le', show: ({ issued }) => <Moment of={issued.issuedAt} /> },
          { title: 'Colonne', words: true, show: ({ change: { column } }) => column },
          { title: 'Avant', figure: true, show: ({ change: { before } }) => <Amount of={before} /> },
          { title: 'Après', figure: true, show: ({ change: { after } }) => <Amount of={after} /> },
          { title: 'Écart', figure: true, show: ({ change: { difference } }) => <Amount of={difference} /> },
        ]}
      />
      {changed.length > 0 && (
        <p class="none">
          Montants de cette convention seule, tels que l’état les donnerait s’il était demandé de nouveau. Le
          fichier émis reste ce qu’il était.
        </p>
      )}
    </>
  );
}
