import { fileTypeFromBuffer } from 'file-type';
import { MEDIA_TYPES, type MediaType } from './document-store.js';

const ALLOWED: readonly MediaType[] = Object.values(MEDIA_TYPES);

/**
 * The type that the bytes show, whatever the file was called. `found` is what was recognised where it is refused.
 */
export async function mediaTypeOf(bytes: Uint8Array): Promise<{ mediaType: MediaType } | { found: string }> {
  const detected = await fileTypeFromBuffer(bytes);
  if (detected) {
    const mediaType = ALLOWED.find(allowed => allowed === detected.mime);
    return mediaType ? { mediaType } : { found: detected.mime };
  }
  return isCsv(bytes) ? { mediaType: MEDIA_TYPES.csv } : { found: 'unknown' };
}

/** What no text file of a spreadsheet holds: control characters other than tab, line feed and return. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

const MARKUP = /^\s*<|<(?:!doctype|html|head|body|script|svg|iframe|\?xml)\b/i;

/** How many characters are looked at for a separator. */
const BEGINNING = 65_536;

/**
 * A table in plain text: UTF-8 or Windows-1252, no control character, no markup, and one separator (`;`, `,` or tab)
 * in two lines at least of its beginning.
 */
function isCsv(bytes: Uint8Array): boolean {
  const text = decoded(bytes);
  if (CONTROL.test(text) || MARKUP.test(text)) return false;
  const lines = text.slice(0, BEGINNING).split(/\r\n|\n|\r/);
  return [';', ',', '\t'].some(separator => lines.filter(line => line.includes(separator)).length >= 2);
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
