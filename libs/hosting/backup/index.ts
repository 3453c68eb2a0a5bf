export { backUp } from './backup.js';
export { BackupRefused } from './backup-refused.js';
export { checkBackup } from './check-backup.js';
export { restore } from './restore.js';
