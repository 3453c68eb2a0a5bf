/** What each row gives, none or several; rows are read as they are asked for, again each time. */
export function each<Row, Line>(
  rows: AsyncIterable<Row>,
  of: (row: Row) => readonly Line[],
): AsyncIterable<Line> {
  return {
    async *[Symbol.asyncIterator]() {
      for await (const row of rows) yield* of(row);
    },
  };
}
