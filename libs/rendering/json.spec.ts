import { text } from 'node:stream/consumers';
import { jsonOf } from './json.js';

async function* counted(rows: number): AsyncGenerator<object> {
  for (let row = 0; row < rows; row += 1) yield { row, name: 'é"\u2028' };
}

test('an answer is written as JSON.stringify would, its rows as they come', async () => {
  const about = { position: '12', absent: undefined, nothing: null, total: { paid: '1.00' } };
  for (const rows of [0, 1, 20_000]) {
    const all = [];
    for await (const row of counted(rows)) all.push(row);
    const written = await text(jsonOf({ before: 1, rows: counted(rows), ...about }));
    expect(written === JSON.stringify({ before: 1, rows: all, ...about })).toBe(true);
  }
  expect(await text(jsonOf({}))).toBe('{}');
});

test('rows are read as fast as they are sent, not before', async () => {
  let read = 0;
  async function* slow() {
    for (;;) {
      read += 1;
      yield { text: 'x'.repeat(1000) };
    }
  }
  const stream = jsonOf({ rows: slow() });
  await new Promise(resolve => stream.once('readable', resolve));
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(read).toBeLessThan(1_000);
  stream.destroy();
});

test('a source that fails destroys the stream', async () => {
  async function* failing() {
    yield 1;
    throw new Error('lost');
  }
  await expect(text(jsonOf({ rows: failing() }))).rejects.toThrow('lost');
});
