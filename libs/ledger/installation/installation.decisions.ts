import { type Day, type Decider, type Decision, type Refusal, refuse } from '#kernel';
import { type InstallationFact, installationFacts, type InstallationMode } from './installation.events.js';
import { evolveInstallation, type InstallationState, notInstalled } from './installation.js';

/** Installs the ledger, or checks at a later start that it is the one expected: then nothing is recorded. */
export interface Install {
  readonly type: 'Install';
  readonly mode: InstallationMode;
  readonly epoch: number;
}

/** Marks the demonstration as loaded in full: the next start leaves it alone. Throws before the installation. */
export interface CompleteDemonstration {
  readonly type: 'CompleteDemonstration';
  readonly conventions: number;
}

export type InstallationCommand = Install | CompleteDemonstration;

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
  decide: (installed, command, { today }) =>
    command.type === 'Install' ? install(installed, command, today) : complete(installed, command, today),
};

function install(
  installed: InstallationState,
  { mode, epoch }: Install,
  today: Day,
): Decision<InstallationFact> | InstallationRefusal {
  if (installed.mode === undefined) {
    return { facts: [{ fact: { type: 'Installed', data: { mode, epoch } }, effectiveOn: today }] };
  }
  if (installed.mode !== mode) {
    return refuse('installation_other_mode', { installed: installed.mode, asked: mode }, '/mode');
  }
  return installed.epoch === epoch
    ? { facts: [] }
    : refuse('installation_other_epoch', { installed: installed.epoch ?? 0, asked: epoch }, '/epoch');
}

function complete(
  { mode, demonstration }: InstallationState,
  { conventions }: CompleteDemonstration,
  today: Day,
): Decision<InstallationFact> | InstallationRefusal {
  if (mode === undefined) throw new TypeError('a demonstration is loaded on an installed ledger');
  if (mode !== 'demonstration') {
    return refuse('installation_other_mode', { installed: mode, asked: 'demonstration' }, '/mode');
  }
  if (demonstration !== undefined) return { facts: [] };
  return {
    facts: [{ fact: { type: 'DemonstrationLoaded', data: { conventions } }, effectiveOn: today }],
  };
}
