export * from './account.js';
export { Authentication, type AuthenticationOptions } from './authentication.js';
export { demonstrationAccounts } from './demonstration.js';
export * from './perimeter.js';
export { may, type Permission, PERMISSIONS } from './permissions.js';
export { PostgresTokenStore } from './postgres-token-store.js';
export { hashToken, newToken } from './token.js';
export type { NewToken, TokenStore } from './token-store.js';
