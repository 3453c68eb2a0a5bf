export { catalogue } from './catalogue.js';
export * from './convention/index.js';
export * from './fiscal-year/index.js';
export * from './identifiers.js';
export * from './installation/index.js';
export * from './nomenclature/index.js';
export * from './reference-data/index.js';
export * from './scheme/index.js';
export * from './words.js';
