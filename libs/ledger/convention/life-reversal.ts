import type { ConventionFactType, StoredConventionFact } from './convention.events.js';
import type { Deciding } from './deciding.js';
import { equipmentFits } from './equipment.js';
import { type History, historyOf } from './history.js';
import { type ConventionRefusal, no } from './refusals.js';

/*
 * An act of the life that was recorded by mistake is reversed as an entry of money is (invariant 8): it never
 * happened. Life facts stay in order, since taking one away moves no other. What was built on it goes first.
 */

/** Facts that rest on an act of the life, where they come after it. */
const RESTS_ON: Partial<Record<ConventionFactType, readonly ConventionFactType[]>> = {
  ConventionResumed: ['ConventionSuspended', 'PaymentRequested'],
  ConventionReduced: ['ConventionReduced', 'AvenantSigned'],
  ConventionRenewed: ['ConventionRenewed', 'AvenantSigned', 'ServiceFaitCertified'],
  DeploymentCompleted: ['ServiceFaitCertified'],
};

/** Acts that bind the State: whoever undoes one decides by delegation, as whoever recorded it did. */
const OF_ORDONNATEUR: ReadonlySet<ConventionFactType> = new Set<ConventionFactType>([
  'ConventionSuspended',
  'ConventionResumed',
  'ConventionReduced',
  'ObjectChangeAuthorised',
  'TerminationNotified',
  'ConventionRenewed',
  'DeploymentCompleted',
  'ConventionSuperseded',
  'TrancheAbandoned',
]);

export function lifeCheck(original: StoredConventionFact, at: Deciding): ConventionRefusal | undefined {
  const { type } = original.fact;
  if (OF_ORDONNATEUR.has(type) && at.act.role === 'gestionnaire') {
    return no('reversal_of_decision', { type });
  }
  const successor = successorOf(original, at.history);
  return successor && no('entry_has_successor', { entry: original.eventId, successor: successor.eventId });
}

function successorOf(original: StoredConventionFact, history: History): StoredConventionFact | undefined {
  const later = history.facts
    .slice(history.facts.indexOf(original) + 1)
    .filter(({ eventId, fact }) => !history.reversed.has(eventId) && fact.type !== 'EntryReversed');
  const { fact } = original;
  switch (fact.type) {
    case 'GrantNotified': {
      const { line } = fact.data;
      const tranche = line.tranches[0]!.id;
      return later.find(({ fact: { data } }) => namesPlace(data, line.id, tranche));
    }
    case 'SplitVoted':
      return later.find(
        ({ fact: other }) =>
          (other.type === 'ResourceUseDeclared' || other.type === 'SplitVoted') &&
          namesPlace(other.data, fact.data.line, fact.data.tranche),
      );
    case 'EquipmentMoved': {
      const without = historyOf(history.facts.filter(({ eventId }) => eventId !== original.eventId));
      if (without.slots.every(({ state }) => equipmentFits(state))) return undefined;
      return later.findLast(
        ({ fact: other }) =>
          other.type === 'EquipmentMoved' && namesPlace(other.data, fact.data.line, fact.data.tranche),
      );
    }
    case 'TerminationNotified':
      // What was delivered after the end was cut: that certificate says another thing without it.
      return later.find(
        ({ fact: other }) =>
          other.type === 'ServiceFaitCertified' && other.data.cuts.some(({ automatic }) => automatic),
      );
    case 'ConventionSuspended':
      return later.find(
        ({ fact: other }) =>
          other.type === 'ConventionResumed' ||
          (other.type === 'TerminationNotified' && other.data.forceMajeure === true),
      );
    case 'TrancheAbandoned':
      // The releases that came with it are entries of their own: they stand, and are reversed after it.
      return later.find(
        ({ fact: other, commandId }) =>
          commandId !== original.commandId && concerns(other.data, fact.data.line, fact.data.tranche),
      );
    case 'HeadCountObserved':
      return later.find(({ fact: other }) => {
        const { uai, tranche, allocations } = fact.data;
        if (other.type === 'HeadCountObserved' && other.data.uai === uai && other.data.tranche === tranche) {
          return true;
        }
        return allocations.some(changed => concerns(other.data, changed.line, changed.tranche));
      });
    case 'PartyChanged':
      // Accounts, requests and later changes know the party as it was changed.
      return later.find(({ fact: other }) => {
        if (other.type === 'PartyChanged') return other.data.party === fact.data.party;
        return other.type === 'BankAccountRegistered' && other.data.payee === fact.data.siret;
      });
    default:
      return later.find(({ fact: other }) => RESTS_ON[fact.type]?.includes(other.type));
  }
}

/** On that tranche, or among the allocations that it changes. */
function concerns(data: object, line: string, tranche: string): boolean {
  const changed: unknown = 'allocations' in data ? data.allocations : [];
  const places = Array.isArray(changed) ? (changed as readonly object[]) : [];
  return [data, ...places].some(place => namesPlace(place, line, tranche));
}

function namesPlace(data: object, line: string, tranche: string): boolean {
  return 'line' in data && data.line === line && (!('tranche' in data) || data.tranche === tranche);
}
