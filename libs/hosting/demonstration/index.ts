export { CRETS_REFERENCE, CRETS_SIRET } from './crets.js';
export { type DemonstrationProgress, loadDemonstration } from './load-demonstration.js';
