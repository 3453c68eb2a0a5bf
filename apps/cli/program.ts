import { Command, CommanderError } from 'commander';
import { StartRefused } from '#hosting';
import { backupCommand, restoreCommand } from './backup.command.js';
import { balanceProofCommand } from './balance-proof.command.js';
import { bundleCommand } from './bundle.command.js';
import { catalogueCommand } from './catalogue.command.js';
import { deadLettersCommand } from './dead-letters.command.js';
import { demoCommand } from './demo.command.js';
import { eraseCommand } from './erase.command.js';
import { inFrench, sentenceOfMistake } from './french.js';
import { importConventionCommand } from './import-convention.command.js';
import { CommandFailed, type Io } from './io.js';
import { journalCommand } from './journal.command.js';
import { checkpointCommand, proofCommand } from './proof.command.js';
import { rebuildCommand } from './rebuild.command.js';
import { reportCommand } from './report.command.js';
import { replayCommand } from './replay.command.js';
import { tokenCommand } from './token.command.js';
import { verifyCommand } from './verify.command.js';

function programOf(io: Io): Command {
  const program = inFrench(new Command('pia'))
    .description('Registre des subventions et dotations du numérique éducatif : outils de l’exploitant.')
    .configureOutput({
      writeOut: text => io.print(text.trimEnd()),
      writeErr: text => io.say(text.trimEnd()),
    });
  const commands = [
    replayCommand(io),
    reportCommand(io),
    verifyCommand(io),
    checkpointCommand(io),
    proofCommand(io),
    balanceProofCommand(io),
    journalCommand(io),
    bundleCommand(io),
    rebuildCommand(io),
    backupCommand(io),
    restoreCommand(io),
    eraseCommand(io),
    deadLettersCommand(io),
    tokenCommand(io),
    demoCommand(io),
    importConventionCommand(io),
    catalogueCommand(io),
  ];
  for (const command of commands) program.addCommand(prepared(command, program));
  return program;
}

function prepared(command: Command, parent: Command): Command {
  inFrench(command.copyInheritedSettings(parent));
  command.configureOutput(parent.configureOutput());
  for (const inner of command.commands) prepared(inner, parent);
  return command;
}

/** Runs one command; the exit code: 0 where it did what was asked. */
export async function run(given: readonly string[], io: Io): Promise<number> {
  const program = programOf(io);
  if (given.length === 0) {
    program.outputHelp();
    return 1;
  }
  try {
    await program.parseAsync([...given], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      // A group of commands called alone has shown its help.
      if (error.code !== 'commander.help') io.say(sentenceOfMistake(error));
      return 1;
    }
    if (!(error instanceof CommandFailed) && !(error instanceof StartRefused)) throw error;
    io.say(error.message);
    return 1;
  }
}
