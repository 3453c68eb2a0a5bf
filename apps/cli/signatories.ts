import { type History, latestState } from '#ledger';
import { day, fr } from '#wording';

/** What stands where a personal value was: the fact and its proof are as they were. */
const ERASED = 'donnée effacée';

/** The commitments of the signatories that a history names. */
export function commitmentsOf({ facts }: History): readonly string[] {
  return facts.flatMap(({ fact }) =>
    fact.type === 'ConventionSigned' && fact.data.signatory !== undefined ? [fact.data.signatory] : [],
  );
}

/** Who signed for each party; nothing where no signature names anybody. */
export function signatories(known: History, names: ReadonlyMap<string, string>): readonly string[] {
  const parties = latestState(known).draft?.parties ?? [];
  const lines = known.facts.flatMap(({ fact, effectiveOn }) => {
    if (fact.type !== 'ConventionSigned' || fact.data.signatory === undefined) return [];
    const { party, signatory } = fact.data;
    const name = parties.find(({ id }) => id === party)?.name ?? party;
    return [fr`  ${day(effectiveOn)}  ${name} : ${names.get(signatory) ?? ERASED}`];
  });
  return lines.length === 0 ? [] : ['', 'Signataires :', ...lines];
}
