import type { ComponentChildren } from 'preact';

export interface TableColumn<Row> {
  readonly title: ComponentChildren;
  /** Figures stand to the right, under one another. */
  readonly figure?: true;
  /** Several words: not squeezed by the figures. */
  readonly words?: true;
  readonly sorted?: 'ascending' | 'descending';
  readonly show: (row: Row) => ComponentChildren;
  /** Of the last row. */
  readonly total?: ComponentChildren;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly empty: string;
}

/** A table that scrolls in itself where it is wider than the screen, and can be reached by the keyboard. */
export function Table<Row>({ caption, columns, rows, empty }: TableProps<Row>) {
  if (rows.length === 0) return <p class="none">{empty}</p>;
  const totals = columns.some(({ total }) => total !== undefined);
  return (
    <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, figure, sorted }) => (
              <th scope="col" class={figure && 'figure'} aria-sort={sorted}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr>
              {columns.map(({ figure, words, show }, index) =>
                index === 0 ? (
                  <th scope="row" class={figure && 'figure'}>
                    {show(row)}
                  </th>
                ) : (
                  <td class={(figure && 'figure') ?? (words && 'words')}>{show(row)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {totals && (
          <tfoot>
            <tr>
              {columns.map(({ figure, total }, index) =>
                index === 0 ? <th scope="row">{total}</th> : <td class={figure && 'figure'}>{total}</td>,
              )}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
