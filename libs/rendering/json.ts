import { Readable } from 'node:stream';

/** Characters that are sent together. */
const CHUNK = 65_536;

/** An answer as JSON; rows that come one after the other are written as they come, in bounded memory. */
export function jsonOf(answer: object): Readable {
  return Readable.from(chunks(answer), { objectMode: false });
}

async function* chunks(answer: object): AsyncGenerator<Buffer> {
  let text = '';
  for await (const part of parts(answer)) {
    text += part;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

async function* parts(answer: object): AsyncGenerator<string> {
  let between = '{';
  for (const [name, value] of Object.entries(answer) as [string, unknown][]) {
    const text = isStream(value) ? undefined : JSON.stringify(value);
    if (!isStream(value) && text === undefined) continue;
    yield `${between}${JSON.stringify(name)}:`;
    between = ',';
    if (text !== undefined) yield text;
    else if (isStream(value)) yield* list(value);
  }
  yield between === '{' ? '{}' : '}';
}

async function* list(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  let between = '[';
  for await (const row of rows) {
    yield between + JSON.stringify(row);
    between = ',';
  }
  yield between === '[' ? '[]' : ']';
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
