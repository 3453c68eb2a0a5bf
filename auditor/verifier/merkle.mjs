import { createHash, createPublicKey, verify } from 'node:crypto';

// Arbre de Merkle (RFC 9162) et points de contrôle signés (C2SP signed-note, tlog-checkpoint), Ed25519.

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);
export const leafHash = bytes => sha256(LEAF, bytes);
const nodeHash = (left, right) => sha256(NODE, left, right);

/** Un arbre qui grandit : les racines de ses sous-arbres parfaits, le plus grand d’abord. */
export class Tree {
  #roots = [];
  size = 0;

  append(leaf) {
    let hash = leaf;
    for (let index = this.size; index % 2 === 1; index = (index - 1) / 2)
      hash = nodeHash(this.#roots.pop(), hash);
    this.#roots.push(hash);
    this.size += 1;
  }

  root() {
    return this.size === 0 ? sha256() : this.#roots.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** RFC 9162 §2.1.4.2 : l’arbre de `from` feuilles est-il le début de celui de `to` feuilles ? */
export function isConsistent({ from, fromRoot, to, toRoot }, path) {
  if (from === to) return path.length === 0 && fromRoot.equals(toRoot);
  const [first, ...others] = 2 ** Math.floor(Math.log2(from)) === from ? [fromRoot, ...path] : path;
  if (!first) return false;
  const half = value => Math.floor(value / 2);
  let [place, last] = [from - 1, to - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let older = first;
  let newer = first;
  for (const other of others) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      older = nodeHash(other, older);
      newer = nodeHash(other, newer);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else newer = nodeHash(newer, other);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && older.equals(fromRoot) && newer.equals(toRoot);
}

const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Une clé publique « nom+identifiant+clé », ou rien si elle est mal formée. */
export function readKey(text) {
  const [, name, id, typed] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  const bytes = Buffer.from(typed, 'base64');
  const expected = sha256(`${name}\n`, bytes).toString('hex', 0, 4);
  if (bytes.length !== 33 || bytes[0] !== 1 || expected !== id || bytes.toString('base64') !== typed)
    return undefined;
  const key = createPublicKey({ key: Buffer.concat([SPKI, bytes.subarray(1)]), format: 'der', type: 'spki' });
  return { name, id, key };
}

/** Un point de contrôle que signe l’une des clés, pour le registre de son nom ; ou rien. */
export function readCheckpoint(note, keys) {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, split + 1);
  const [origin, size, root, ...rest] = text.slice(0, -1).split('\n');
  // D’autres lignes peuvent suivre, signées avec la racine : « epoch 2 » après une restauration.
  if (rest.includes('') || !/^[1-9]\d{0,14}$/.test(size) || root === undefined) return undefined;
  let signed = false;
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
    if (name === undefined) return undefined;
    const bytes = Buffer.from(encoded, 'base64');
    const key = keys.find(known => known.name === name && known.id === bytes.toString('hex', 0, 4));
    if (!key || name !== origin) continue;
    if (bytes.toString('base64') !== encoded) return undefined;
    if (!verify(null, Buffer.from(text), key.key, bytes.subarray(4))) return undefined;
    signed = true;
  }
  const hash = Buffer.from(root, 'base64');
  if (!signed || hash.length !== 32 || hash.toString('base64') !== root) return undefined;
  return { origin, size: Number(size), root: hash };
}

/** Les points de contrôle d’un fichier : une ligne vide après chacun. */
export function notesIn(text) {
  const notes = [];
  let note = '';
  let blank = 0;
  for (const line of text.split('\n')) {
    if (line === '' && blank === 1) {
      notes.push(note);
      note = '';
      blank = 0;
    } else {
      if (line === '') blank = 1;
      note += `${line}\n`;
    }
  }
  // Un fichier d’un seul point de contrôle n’a pas de ligne vide à sa fin.
  if (note !== '' && note !== '\n') notes.push(note.endsWith('\n\n') ? note.slice(0, -1) : note);
  return notes;
}
