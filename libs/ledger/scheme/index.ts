export * from './scheme.decisions.js';
export * from './scheme.events.js';
export * from './scheme.js';
