import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
import { hashToken, newToken, ROLES } from '#access';
import { today } from '#hosting';
import type { Day } from '#kernel';
import { day, fr } from '#wording';
import { readAnother, readDay } from './arguments.js';
import { CommandFailed, type Io, withLedger } from './io.js';
import { accountOf, type AccountAsked, expiryOf } from './token.js';

type Options = Omit<AccountAsked, 'id'> & {
  readonly account?: string;
  readonly label: string;
  readonly expires?: Day;
};

export function tokenCommand(io: Io): Command {
  return new Command('token')
    .description('crée et retire les jetons d’accès')
    .addCommand(createCommand(io))
    .addCommand(revokeCommand(io));
}

function createCommand(io: Io): Command {
  return new Command('create')
    .description('crée un jeton, montré une seule fois : seule son empreinte est conservée')
    .addOption(new Option('--role <rôle>', ROLES.join(', ')).makeOptionMandatory())
    .requiredOption('--label <nom>', 'à qui ou à quoi sert ce jeton')
    .option('--academie <code>', 'académie où agir, ou « * » pour toutes ; se répète', readAnother)
    .option('--body <siret-ou-uai>', 'organisme dont un trésorier tient les comptes ; se répète', readAnother)
    .option('--account <compte>', 'compte pseudonyme existant ; par défaut, un nouveau')
    .option('--expires <jour>', 'dernier jour de validité', readDay)
    .action(({ label, expires, account: id, ...asked }: Options) =>
      withLedger(io, async ({ tokens, clock }) => {
        const on = today(clock);
        const account = accountOf({ ...asked, id: id ?? `compte-${randomUUID()}` }, on);
        const token = newToken();
        const expiresAt = expires === undefined ? {} : { expiresAt: expiryOf(expires, on) };
        await tokens.add({ hash: hashToken(token), account, label, ...expiresAt });
        io.say(fr`Jeton du compte ${account.id}, à noter maintenant : il ne sera plus montré.`);
        if (expires !== undefined) io.say(`Il vaut jusqu’au ${day(expires)} inclus.`);
        io.print(token);
      }),
    );
}

function revokeCommand(io: Io): Command {
  return new Command('revoke')
    .description('retire tous les jetons d’un compte')
    .argument('<compte>', 'compte pseudonyme')
    .action((account: string) =>
      withLedger(io, async ({ tokens }) => {
        const revoked = await tokens.revoke(account);
        if (revoked === 0) throw new CommandFailed(fr`Le compte « ${account} » n’a aucun jeton valide.`);
        io.print(revoked === 1 ? '1 jeton retiré.' : `${revoked} jetons retirés.`);
      }),
    );
}
