import { checkSiret } from '../identifiers.js';
import type { LegalType } from '../words.js';
import { type Dated, datedChecks, type Deciding, decideAfter, lived, type Outcome } from './deciding.js';
import { schoolCheck } from './drafting.decisions.js';
import { ownEntry } from './evolving.js';
import { statesFrom } from './history.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { ConventionState, School } from './state.js';

/* A party is the same party under another name or SIRET: dated, so that a past document shows what was true then. */

export type IdentityCommand =
  | (Dated & {
      readonly type: 'ChangeParty';
      readonly party: string;
      readonly name?: string;
      readonly siret?: string;
      readonly legalType?: LegalType;
      readonly reason: string;
    })
  | (Dated & { readonly type: 'ChangeSchool'; readonly school: School; readonly reason: string });

export function decideIdentity(command: IdentityCommand, at: Deciding): Outcome {
  return command.type === 'ChangeParty' ? changeParty(command, at) : changeSchool(command, at);
}

type Of<T extends IdentityCommand['type']> = Extract<IdentityCommand, { type: T }>;

function changeParty(command: Of<'ChangeParty'>, at: Deciding): Outcome {
  const { party: id, siret, legalType, reason, name } = command;
  const known = at.state.draft?.parties.find(party => party.id === id);
  return decideAfter(
    [
      ...datedChecks(command, at),
      () => (known ? undefined : no('party_unknown', { party: id }, '/party')),
      () => (siret === undefined ? undefined : checkSiret(siret, '/siret')),
      () => {
        const same =
          (name ?? known!.name) === known!.name &&
          (siret ?? known!.siret) === known!.siret &&
          (legalType ?? known!.legalType) === known!.legalType;
        return same ? no('identity_unchanged', { of: known!.name }) : undefined;
      },
      () => {
        const other = at.state.draft!.parties.find(party => party.id !== id && party.siret === siret);
        return siret !== undefined && other
          ? no('siret_of_another_party', { siret, party: other.name }, '/siret')
          : undefined;
      },
      () => pendingCheck(siret, known!.siret, command, at),
    ],
    () => {
      const data = {
        party: id,
        name: name ?? known!.name,
        ...(siret === undefined ? {} : { siret }),
        ...(legalType === undefined ? {} : { legalType }),
        reason,
      };
      return { facts: [lived({ type: 'PartyChanged', data }, command)] };
    },
  );
}

/**
 * A request that waits names an account of the old SIRET: it is executed or withdrawn first, so that nobody else is
 * paid (invariant 5).
 */
function pendingCheck(
  siret: string | undefined,
  before: string | undefined,
  { on }: Dated,
  { history }: Deciding,
): ConventionRefusal | undefined {
  if (siret === undefined || siret === before) return undefined;
  for (const state of statesFrom(history, on)) {
    const waiting = waitingFor(state, before);
    if (waiting !== undefined) return no('payment_waits_for_payee', { payment: waiting }, '/siret');
  }
  return undefined;
}

function waitingFor({ lines, payments }: ConventionState, siret: string | undefined): string | undefined {
  const paid = new Set(lines.filter(({ payee }) => payee.siret === siret).map(({ id }) => id));
  return Object.values(payments).find(
    ({ line, status }) => paid.has(line) && (status === 'requested' || status === 'returned'),
  )?.id;
}

function changeSchool(command: Of<'ChangeSchool'>, at: Deciding): Outcome {
  const { school, reason } = command;
  const known = ownEntry(at.state.schools, school.uai);
  return decideAfter(
    [
      ...datedChecks(command, at),
      () => (known ? undefined : no('school_unknown', { uai: school.uai }, '/school/uai')),
      () => schoolCheck(school, '/school'),
      () => (sameSchool(school, known!) ? no('identity_unchanged', { of: known!.name }) : undefined),
    ],
    () => ({ facts: [lived({ type: 'SchoolChanged', data: { school, reason } }, command)] }),
  );
}

function sameSchool(a: School, b: School): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof School>;
  return [...names].every(name => a[name] === b[name]);
}
