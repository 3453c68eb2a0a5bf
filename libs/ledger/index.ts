export * from './convention/index.js';
export * from './identifiers.js';
export * from './words.js';
