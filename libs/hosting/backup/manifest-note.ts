import { openNote, type Signer, signNote, type Verifier } from '#proof';
import { FORMAT } from './manifest.js';

/* A backup under the signature of its log: what stands beside the records is in no checkpoint. */

/** The signed note over a manifest: form, name of the log, SHA-256 (hexadecimal), a line each. */
export function signManifest(sha256: string, signer: Signer): string {
  return signNote(textOf(signer.name, sha256), signer);
}

/** Whether one of the keys of this log signed this manifest. */
export function isManifestSigned(
  note: string,
  { origin, sha256 }: { readonly origin: string; readonly sha256: string },
  verifiers: readonly Verifier[],
): boolean {
  const opened = openNote(note, verifiers);
  return opened?.text === textOf(origin, sha256) && opened.signers.some(({ name }) => name === origin);
}

function textOf(origin: string, sha256: string): string {
  return `${FORMAT}\n${origin}\n${sha256}\n`;
}
