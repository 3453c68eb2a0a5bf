import { bodyHashOf, commandIdOf, type StreamWriter } from '#commands';
import type { Clock } from '#event-store';
import { isRefusal, type Json } from '#kernel';
import { INSTALLATION_STREAM, referenceData } from '#ledger';
import type { Configuration } from '../configuration.js';
import { today } from '../clock.js';
import { StartRefused } from '../start-refused.js';

/** The account that installs: no person's. */
const INSTALLER = 'installer';

/**
 * Gives a ledger its installation, schemes, nomenclature and fiscal years; what is there already is left alone.
 * Throws `StartRefused` where the log was installed in another mode: a demonstration never mixes with real data.
 */
export async function installReference(
  writer: StreamWriter,
  mode: Configuration['mode'],
  clock: Clock,
): Promise<void> {
  const installed = (await writer.read(INSTALLATION_STREAM)).version > 0;
  for (const { stream, command } of referenceData(mode)) {
    const body = JSON.parse(JSON.stringify(command)) as Json;
    const commandId = commandIdOf(INSTALLER, stream, `reference:${JSON.stringify(body)}`);
    const act = {
      actor: INSTALLER,
      role: 'administrateur',
      origin: { kind: 'policy', policy: 'installation' } as const,
      now: clock(),
      today: today(clock),
      commandId,
    };
    const answer = await writer.write({
      stream,
      command,
      act,
      bodyHash: bodyHashOf(command.type, body),
      correlationId: commandId,
    });
    if (!isRefusal(answer)) continue;
    if (answer.code === 'installation_other_mode') {
      throw new StartRefused(
        `MODE : cette base est celle d’une ${mode === 'production' ? 'démonstration' : 'production'} ; ` +
          'choisissez l’autre mode, ou une autre base.',
      );
    }
    // After the first start administrators go their own way: a year they opened, a code they set, stands.
    if (installed && !answer.code.startsWith('installation_')) continue;
    throw new Error(`reference data refused: ${answer.code} ${JSON.stringify(answer.details)}`);
  }
}
