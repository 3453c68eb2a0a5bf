export * from './installation.decisions.js';
export * from './installation.events.js';
export * from './installation.js';
