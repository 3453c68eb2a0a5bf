export * from './nomenclature.decisions.js';
export * from './nomenclature.events.js';
export * from './nomenclature.js';
