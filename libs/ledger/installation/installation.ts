import type { Stored } from '#kernel';
import type { InstallationFact, InstallationMode } from './installation.events.js';

export interface InstallationState {
  /** Absent before the installation. */
  readonly mode?: InstallationMode;
  readonly epoch?: number;
}

export const notInstalled: InstallationState = {};

export const INSTALLATION_STREAM = 'installation-ledger';

export function evolveInstallation(
  _: InstallationState,
  { fact }: Stored<InstallationFact>,
): InstallationState {
  return fact.data;
}
