export { ownerDataSource } from './owner-data-source.js';
export { prepareDatabase } from './prepare-database.js';
