import { type Decider, type Refusal, refuse } from '#kernel';
import { type InstallationFact, installationFacts, type InstallationMode } from './installation.events.js';
import { evolveInstallation, type InstallationState, notInstalled } from './installation.js';

/** Installs the ledger, or checks at a later start that it is the one expected: then nothing is recorded. */
export interface Install {
  readonly type: 'Install';
  readonly mode: InstallationMode;
  readonly epoch: number;
}

export type InstallationCommand = Install;

export type InstallationRefusal =
  | Refusal<'installation_other_mode', { installed: InstallationMode; asked: InstallationMode }>
  | Refusal<'installation_other_epoch', { installed: number; asked: number }>;

/** The installation: one stream, `installation-ledger`. */
export const installationDecider: Decider<InstallationState, InstallationCommand, InstallationFact> = {
  category: 'installation',
  definitions: Object.values(installationFacts),
  initial: notInstalled,
  evolve: evolveInstallation,
  needs: () => [],
  decide: (installed, { mode, epoch }, { today }) => {
    if (installed.mode === undefined) {
      return { facts: [{ fact: { type: 'Installed', data: { mode, epoch } }, effectiveOn: today }] };
    }
    if (installed.mode !== mode) {
      return refuse('installation_other_mode', { installed: installed.mode, asked: mode }, '/mode');
    }
    return installed.epoch === epoch
      ? { facts: [] }
      : refuse('installation_other_epoch', { installed: installed.epoch ?? 0, asked: epoch }, '/epoch');
  },
};
