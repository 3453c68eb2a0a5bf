export * from './clock.js';
export * from './configuration.js';
export * from './connections.js';
export { type EmbeddedPostgres, startEmbeddedPostgres, type Use } from './embedded-postgres/index.js';
export * from './migrations/index.js';
export * from './process.js';
export * from './start-embedded.js';
export * from './start-refused.js';
