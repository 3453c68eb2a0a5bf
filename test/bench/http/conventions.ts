import { bodyHashOf, commandIdOf } from '#commands';
import { installReference, type Ledger, today } from '#hosting';
import { day, Euros, isRefusal, type Json } from '#kernel';
import type { Project } from '../../../libs/hosting/demonstration/project.js';
import { fictitiousSiret, uaiOf } from '../../../libs/hosting/demonstration/identifiers.js';
import type { Person, Step } from '../../../libs/hosting/demonstration/story.js';
import { ToldConvention } from '../../../libs/hosting/demonstration/told-convention.js';

export const GESTIONNAIRE: Person = { id: 'bench-gestionnaire', role: 'gestionnaire' };
const ORDONNATEUR: Person = { id: 'bench-ordonnateur', role: 'ordonnateur' };

const SIGNED_ON = day('2026-03-02');
const LOWERED = Euros.of('1000.00');
const AT_A_TIME = 32;
const DEPARTEMENT = 38;

/** A poste with room above and below: it may be raised and lowered again and again. */
export interface Poste {
  readonly path: string;
  /** Without the amount. */
  readonly body: object;
}

/** One class a school, its équipement only. */
function projectOf(nth: number, schools: number): Project {
  const place = `Banc-sur-Mesure (${nth})`;
  const uai = (rank: number) => uaiOf(DEPARTEMENT * 10_000 + nth * 2 + rank);
  const more = (rank: number) => uaiOf((DEPARTEMENT + 1) * 10_000 + rank);
  return {
    key: `bench:${nth}`,
    reference: `BANC-2026-${nth}`,
    title: `Convention fictive n° ${nth} du banc de mesure`,
    academie: 'grenoble',
    academieName: 'Académie de Grenoble',
    payee: { legalType: 'commune', siret: fictitiousSiret(nth), name: `Commune de ${place}` },
    scheme: 'colleges_numeriques_2016_ecole',
    schools: Array.from({ length: schools }, (_, rank) => ({
      uai: rank === 0 ? uai(0) : more(rank),
      name: 'École du Banc',
      referenceCollegeUai: uai(1),
      commune: place,
      departement: 'Isère',
      units: { classe_mobile: 1 },
    })),
    colleges: {},
    visaRequired: false,
    observations: [],
    fictitious: true,
  };
}

/** Signed and committed in full, then lowered: there is room again. */
function told(nth: number, schools: number): ToldConvention {
  const staff = { gestionnaire: GESTIONNAIRE, ordonnateur: ORDONNATEUR };
  const convention = new ToldConvention(projectOf(nth, schools), staff, SIGNED_ON, nth);
  convention.sign().commit(3);
  const { equipment, story } = convention;
  story.ask(GESTIONNAIRE, convention.on(4), {
    type: 'LowerCommitment',
    ...convention.placeOf(equipment),
    ...convention.posteOf(equipment),
    amount: LOWERED,
  });
  return convention;
}

/**
 * Fills an empty ledger with signed conventions, each through its own commands; their postes.
 *
 * @param schools of the first one; the others have one each
 */
export async function prepareConventions(
  ledger: Ledger,
  count: number,
  say: (line: string) => void,
  schools = 1,
): Promise<readonly Poste[]> {
  await installReference(ledger.writer, 'production', ledger.clock);
  const conventions = Array.from({ length: count }, (_, index) => told(index + 1, index === 0 ? schools : 1));
  const waiting = [...conventions];
  let done = 0;
  const prepare = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      for (const step of next.story.steps) await take(ledger, step);
      done += 1;
      if (done % 500 === 0) say(`${done} conventions préparées sur ${count}.`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, prepare));
  return conventions.map(convention => {
    const { story, equipment } = convention;
    return {
      path: `/api/v1/conventions/${story.stream.slice('convention-'.length)}/commitments`,
      body: {
        on: convention.on(5),
        ...convention.placeOf(equipment),
        ...convention.posteOf(equipment),
      },
    };
  });
}

async function take({ writer, clock }: Ledger, { stream, person, key, command, personal }: Step) {
  const commandId = commandIdOf(person.id, stream, key);
  const answer = await writer.write({
    stream,
    command,
    act: {
      actor: person.id,
      role: person.role,
      origin: { kind: 'typed' },
      now: clock(),
      today: today(clock),
      commandId,
    },
    bodyHash: bodyHashOf(command.type, JSON.parse(JSON.stringify(command)) as Json),
    correlationId: commandId,
    personal,
  });
  if (isRefusal(answer)) {
    throw new Error(`${key} ${command.type} refused: ${answer.code} ${JSON.stringify(answer.details)}`);
  }
}
