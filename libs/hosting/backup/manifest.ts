import { z } from 'zod';
import { INSTALLATION_MODES } from '#ledger';

export const FORMAT = 'pia-backup/1';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const whole = z.int().min(0);

const part = z.strictObject({
  file: z.string().regex(/^[a-z-]+\.(?:ndjson|txt)$/),
  lines: whole,
  bytes: whole,
  sha256,
});

const manifest = z.strictObject({
  format: z.literal(FORMAT),
  takenAt: z.iso.datetime(),
  /** Null where the log was never installed. */
  mode: z.enum(INSTALLATION_MODES).nullable(),
  epoch: z.int().min(1),
  /** The name of the log; null for an empty one. */
  origin: z.string().nullable(),
  /** Events, and their root in base64. */
  size: whole,
  root: z.string(),
  parts: z.array(part),
  /** Their bytes in all; each is named by its SHA-256. */
  documents: z.strictObject({ count: whole, bytes: whole }),
});

/** What a backup says of itself. */
export type Manifest = z.infer<typeof manifest>;
export type PartEntry = z.infer<typeof part>;

/** `undefined` where the text is not a manifest of this format. */
export function readManifest(text: string): Manifest | undefined {
  try {
    return manifest.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
