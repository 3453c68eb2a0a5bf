import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/* Signed notes: https://c2sp.org/signed-note, Ed25519 only. */

/** The type byte of Ed25519 in a key id and in a verifier key. */
const ED25519 = 1;
const ID_BYTES = 4;
const KEY_BYTES = 32;
/** What stands before the 32 bytes of a public key in its SPKI form (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

const NAME = /^[^\s+]+$/;
const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/;

/** Checks the signatures of one key. Its text form, `name+id+key`, is public and told to auditors. */
export interface Verifier {
  readonly name: string;
  /** The first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key), hexadecimal. */
  readonly keyId: string;
  readonly publicKey: KeyObject;
}

export interface Signer extends Verifier {
  readonly privateKey: KeyObject;
  /** `name+id+key`, for those who verify. */
  readonly verifierKey: string;
}

/** A new private key, PKCS #8 in PEM. */
export function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** Throws where the name has a space or a plus, or where the key is not an Ed25519 one. */
export function signerOf(name: string, pem: string): Signer {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI.length);
  if (!NAME.test(name) || privateKey.asymmetricKeyType !== 'ed25519')
    throw new TypeError('not a key of notes');
  const keyId = keyIdOf(name, raw);
  const typed = Buffer.concat([Buffer.of(ED25519), raw]).toString('base64');
  return { name, keyId, publicKey, privateKey, verifierKey: `${name}+${keyId}+${typed}` };
}

/** Reads `name+id+key`. Throws where it is malformed or its id is not that of its key. */
export function verifierOf(verifierKey: string): Verifier {
  const [, name, keyId, typed] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(verifierKey) ?? [];
  const bytes = Buffer.from(typed ?? '', 'base64');
  const raw = bytes.subarray(1);
  if (
    name === undefined ||
    bytes[0] !== ED25519 ||
    raw.length !== KEY_BYTES ||
    keyIdOf(name, raw) !== keyId
  ) {
    throw new TypeError(`not a verifier key: ${verifierKey}`);
  }
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
  return { name, keyId, publicKey };
}

/** Signs a text that ends with a line feed: the text, an empty line, one line of signature. */
export function signNote(text: string, { name, keyId, privateKey }: Signer): string {
  if (!text.endsWith('\n')) throw new TypeError('the text of a note ends with a line feed');
  const signature = Buffer.concat([Buffer.from(keyId, 'hex'), sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

/**
 * The text of a note and who signed it, among those known: signatures by keys that nobody here knows are passed over.
 * `undefined` for a malformed note, for one that no known key signed, and as soon as a known key's signature is wrong.
 */
export function openNote(
  note: string,
  verifiers: readonly Verifier[],
): { readonly text: string; readonly signers: readonly Verifier[] } | undefined {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, split + 1);
  const signers: Verifier[] = [];
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
    if (name === undefined) return undefined;
    const bytes = Buffer.from(encoded!, 'base64');
    const keyId = bytes.toString('hex', 0, ID_BYTES);
    const verifier = verifiers.find(known => known.name === name && known.keyId === keyId);
    if (!verifier) continue;
    if (!verify(null, Buffer.from(text), verifier.publicKey, bytes.subarray(ID_BYTES))) return undefined;
    signers.push(verifier);
  }
  return signers.length === 0 ? undefined : { text, signers };
}

function keyIdOf(name: string, raw: Uint8Array): string {
  return createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.of(ED25519))
    .update(raw)
    .digest('hex')
    .slice(0, 2 * ID_BYTES);
}
