export * from './command-id.js';
export { Contention, type Envelope, type RefusedAttempt, type Written } from './envelope.js';
export { EventStoreUnavailable } from '#event-store';
export type { Snapshot } from './folded-streams.js';
export { sealPersonal } from './personal.js';
export { StreamWriter, type StreamWriterOptions } from './stream-writer.js';
export { WriteToStream, WriteToStreamHandler } from './write-to-stream.js';
