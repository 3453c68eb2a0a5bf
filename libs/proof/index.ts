export * from './checkpoint.js';
export * from './generate.js';
export * from './hash.js';
export * from './right-edge.js';
export * from './signed-note.js';
export * from './tiles.js';
export * from './verify.js';
