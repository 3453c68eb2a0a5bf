import type { Command, CommanderError } from 'commander';
import { fr } from '#wording';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Utilisation :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
};

/** Help in French, and errors thrown rather than written in English. */
export function inFrench(command: Command): Command {
  return command
    .helpOption('-h, --help', 'affiche cette aide')
    .helpCommand(false)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({
      styleTitle: title => TITLES[title] ?? title,
      styleUsage: usage => usage.replace('[options]', '[options…]').replace('[command]', 'commande'),
    });
}

const OF_OPTION = /option '(?<name>.*)' argument '(?<value>.*)' is invalid\. (?<sentence>.*)$/s;
const OF_ARGUMENT = /value '(?<value>.*)' is invalid for argument '(?<name>.*)'\. (?<sentence>.*)$/s;

/** What was wrong with what was typed, after the name that commander quotes in its own sentence. */
export function sentenceOfMistake({ code, message }: CommanderError): string {
  const [, first = ''] = /'([^']*)'/.exec(message) ?? [];
  switch (code) {
    case 'commander.unknownCommand':
      return fr`Commande inconnue : « ${first} ». « pia --help » en donne la liste.`;
    case 'commander.unknownOption':
      return fr`Option inconnue : « ${first} ».`;
    case 'commander.missingArgument':
      return fr`Argument manquant : ${first}.`;
    case 'commander.optionMissingArgument':
      return fr`L’option « ${first} » attend une valeur.`;
    case 'commander.missingMandatoryOptionValue':
      return fr`L’option « ${first} » est obligatoire.`;
    case 'commander.excessArguments':
      return 'Trop d’arguments.';
    case 'commander.invalidArgument': {
      const {
        name = '',
        value = '',
        sentence = message,
      } = (OF_OPTION.exec(message) ?? OF_ARGUMENT.exec(message))?.groups ?? {};
      return fr`« ${name} », valeur « ${value} » : ${sentence}`;
    }
    default:
      return message;
  }
}
