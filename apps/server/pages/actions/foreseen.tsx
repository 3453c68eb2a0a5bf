import type { FactAnswer } from '../../answers/history.answer.js';
import { Amount, OnDay } from '../components/figures.js';
import { Banner } from '../components/messages.js';
import { Table } from '../components/table.js';
import { Fact } from '../history/fact.js';
import type { Change, Changes } from './changes.js';

export interface Foreseen {
  readonly facts: readonly FactAnswer[];
  readonly changes: Changes;
}

/** What would be recorded, with the computation of each amount, and the figures that it moves. */
export function WouldBe({ facts, changes }: Foreseen) {
  return (
    <>
      <ul>
        {facts.map(fact => (
          <li>
            <OnDay of={fact.effectiveOn} /> <Fact fact={fact} />
            {fact.fiscalYear !== undefined && <small class="none"> exercice {fact.fiscalYear}</small>}
          </li>
        ))}
      </ul>
      {changes.stage && (
        <p>
          État de la convention : {changes.stage[0]} → <strong>{changes.stage[1]}</strong>
        </p>
      )}
      {changes.figures.length > 0 && (
        <Table<Change>
          caption="Ce que cela change"
          empty=""
          rows={changes.figures}
          columns={[
            {
              title: 'Ce que cela change',
              show: ({ name, place }) => (
                <>
                  {name}
                  <small>{place}</small>
                </>
              ),
            },
            { title: 'Avant', figure: true, show: ({ before }) => <Amount of={before} /> },
            {
              title: 'Après',
              figure: true,
              show: ({ after }) => (
                <strong>
                  <Amount of={after} />
                </strong>
              ),
            },
          ]}
        />
      )}
    </>
  );
}

interface RunningProps {
  readonly foreseen?: Foreseen;
  readonly faults: readonly string[];
}

/** The same while a form is filled; no whole page. */
export function Running({ foreseen, faults }: RunningProps) {
  if (foreseen) return <WouldBe {...foreseen} />;
  return (
    <Banner kind="note">
      {faults.map(fault => (
        <div>{fault}</div>
      ))}
    </Banner>
  );
}
