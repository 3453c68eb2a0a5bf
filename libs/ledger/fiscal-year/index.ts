export * from './fiscal-year.decisions.js';
export * from './fiscal-year.events.js';
export * from './fiscal-year.js';
