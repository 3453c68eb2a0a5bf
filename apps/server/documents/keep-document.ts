import type { MultipartFile } from '@fastify/multipart';
import type { Account } from '#access';
import type { StoredDocument } from '#files';
import { isRefusal, type Refusal } from '#kernel';
import type { Ports } from '../ports.js';

/** Keeps a document that was sent, and who sent it; a refusal where its content or its size is not admitted. */
export async function keepDocument(
  ports: Ports,
  account: Account,
  { file, filename }: Pick<MultipartFile, 'file' | 'filename'>,
): Promise<StoredDocument | Refusal> {
  const stored = await ports.documents.put(file.iterator({ destroyOnReturn: false }), filename);
  // Of what is too large the rest is read away, for the fields that follow it.
  file.resume();
  if (isRefusal(stored)) return stored;
  const { sha256, mediaType, size } = stored;
  await ports.uploads.add({
    sha256,
    mediaType,
    size,
    name: filename.slice(0, 200),
    uploadedBy: account.id,
    uploadedAt: ports.clock(),
  });
  return { sha256, mediaType, size };
}
