import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

// Lecture de fichiers par morceaux : rien n’est gardé en mémoire.

const CHUNK = 1 << 20;

function* chunksOf(path) {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const length = readSync(file, chunk, 0, CHUNK, null);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

/** Les lignes d’un fichier, en octets, sans leur fin de ligne ; une dernière ligne sans fin est rendue aussi. */
export function* linesOf(path) {
  let rest = Buffer.alloc(0);
  for (const chunk of chunksOf(path)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      yield bytes.subarray(from, end);
      from = end + 1;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length > 0) yield rest;
}

export function sha256Of(path) {
  const hash = createHash('sha256');
  for (const chunk of chunksOf(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** Compare un fichier, octet pour octet, au texte attendu, donné morceau par morceau. */
export class Comparison {
  #file;
  #parts = [];
  #length = 0;
  #line = 1;
  /** La première ligne qui diffère : son numéro, ce qu’elle devrait être, ce qu’elle est. */
  fault;

  constructor(path) {
    this.#file = openSync(path, 'r');
  }

  /** Le texte attendu ensuite. */
  expect(text) {
    if (this.fault) return;
    this.#parts.push(text);
    this.#length += text.length;
    if (this.#length > CHUNK) this.#compare();
  }

  /** Le fichier doit finir là. */
  end() {
    if (!this.fault) this.#compare();
    const { size } = fstatSync(this.#file);
    const more = Buffer.alloc(Math.min(200, size));
    const length = this.fault ? 0 : readSync(this.#file, more, 0, more.length, null);
    if (length > 0)
      this.fault = { line: this.#line, expected: undefined, found: firstLine(more.subarray(0, length)) };
    closeSync(this.#file);
  }

  #compare() {
    const expected = Buffer.from(this.#parts.join(''));
    this.#parts = [];
    this.#length = 0;
    if (expected.length === 0) return;
    const found = Buffer.alloc(expected.length);
    const length = readSync(this.#file, found, 0, found.length, null);
    if (length === expected.length && found.equals(expected)) {
      for (let at = expected.indexOf(10); at >= 0; at = expected.indexOf(10, at + 1)) this.#line += 1;
      return;
    }
    let start = 0;
    for (let at = 0; at < expected.length; at += 1) {
      if (at >= length || found[at] !== expected[at]) break;
      if (expected[at] !== 10) continue;
      start = at + 1;
      this.#line += 1;
    }
    this.fault = {
      line: this.#line,
      expected: firstLine(expected.subarray(start)),
      found: start < length ? firstLine(found.subarray(start, length)) : undefined,
    };
  }
}

function firstLine(bytes) {
  const end = bytes.indexOf(10);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}
