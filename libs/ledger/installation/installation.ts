import type { Stored } from '#kernel';
import type { InstallationFact, InstallationMode } from './installation.events.js';

export interface InstallationState {
  /** Absent before the installation. */
  readonly mode?: InstallationMode;
  readonly epoch?: number;
  /** How many conventions the demonstration brought; absent until it is loaded in full. */
  readonly demonstration?: number;
}

export const notInstalled: InstallationState = {};

export const INSTALLATION_STREAM = 'installation-ledger';

export function evolveInstallation(
  state: InstallationState,
  { fact }: Stored<InstallationFact>,
): InstallationState {
  switch (fact.type) {
    case 'Installed':
      return { ...state, ...fact.data };
    case 'DemonstrationLoaded':
      return { ...state, demonstration: fact.data.conventions };
  }
}
