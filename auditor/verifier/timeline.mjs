import { EFFECTS, newConvention } from './facts.mjs';
import { ACCOUNTS, MEASURES, postsOf, stocksOf } from './stocks.mjs';

// Ce qu’un fait déplace dans les comptes : la différence de toute la chronologie de sa convention, avec et sans lui.
// Une date, un exercice, une école : un tableau de montants, un par compte.

/** Le lieu d’un montant : volet, tranche et ligne d’annexe. */
const placeOf = (...ids) => ids.map(id => encodeURIComponent(id)).join(':');

function allStocks({ signed, lines }) {
  const stocks = new Map();
  for (const [line, { tranches }] of lines) {
    for (const [id, tranche] of tranches) {
      const { allocations } = tranche;
      const measures = stocksOf(tranche, signed);
      for (const [index, allocation] of allocations.entries()) {
        const amounts = MEASURES.map(measure => measures[measure][index]);
        stocks.set(placeOf(line, id, allocation.id), amounts);
      }
    }
  }
  return stocks;
}

/** Ajoute à `sums` (date, exercice → lieu → comptes) ce qui change entre deux états. */
function addChanges(sums, before, after, fact, { correcting = false, sign = 1n } = {}) {
  const key = `${fact.on} ${fact.year}`;
  for (const [place, amounts] of after) {
    const known = before.get(place);
    for (let index = 0; index < amounts.length; index += 1) {
      const change = amounts[index] - (known ? known[index] : 0n);
      if (change === 0n) continue;
      if (!sums.has(key)) sums.set(key, new Map());
      const places = sums.get(key);
      if (!places.has(place))
        places.set(
          place,
          ACCOUNTS.map(() => 0n),
        );
      const accounts = places.get(place);
      for (const [account, side] of postsOf(MEASURES[index], fact, correcting)) {
        accounts[account] += side * sign * change;
      }
    }
  }
}

const isReversal = ({ type }) => type === 'EntryReversed';

/** L’état que donnent des faits dans l’ordre d’effet. */
function stateAfter(facts) {
  const convention = newConvention();
  for (const fact of facts) EFFECTS[fact.type](convention, fact.data);
  return convention;
}

/** Rejoue des faits dans l’ordre (date d’effet, position) ; `visit` reçoit chacun, avec les grandeurs avant et après. */
function replay(facts, visit) {
  const erased = new Set(
    facts.filter(fact => isReversal(fact) && fact.data.mode === 'erased').map(({ data }) => data.entry),
  );
  const ordered = facts
    .filter(({ id }) => !erased.has(id))
    .sort((a, b) => (a.on === b.on ? a.position - b.position : a.on < b.on ? -1 : 1));
  let convention = newConvention();
  let before = new Map();
  for (const [index, fact] of ordered.entries()) {
    const correcting = isReversal(fact) && fact.data.mode === 'corrected';
    if (correcting) {
      // Dès sa date, tout est comme si l’écriture contre-passée n’avait jamais été.
      const earlier = ordered.slice(0, index + 1);
      const gone = new Set(earlier.filter(isReversal).map(({ data }) => data.entry));
      convention = stateAfter(earlier.filter(known => !isReversal(known) && !gone.has(known.id)));
    } else EFFECTS[fact.type](convention, fact.data);
    const after = allStocks(convention);
    visit?.(before, after, fact, correcting);
    before = after;
  }
  return { convention, stocks: before };
}

/** Une convention, telle que ses faits la font, dans l’ordre de leur enregistrement. */
export class Timeline {
  #facts = [];
  #convention = newConvention();
  #stocks = new Map();
  #last = '';

  /** Enregistre un fait. Rend ce qu’il déplace : date et exercice → lieu → montants par compte. */
  record(fact) {
    const sums = new Map();
    const before = this.#facts;
    this.#facts = [...before, fact];
    if (fact.on >= this.#last && !isReversal(fact)) {
      this.#last = fact.on;
      EFFECTS[fact.type](this.#convention, fact.data);
      const after = allStocks(this.#convention);
      addChanges(sums, this.#stocks, after, fact);
      this.#stocks = after;
      return sums;
    }
    replay(before, (from, to, known, correcting) =>
      addChanges(sums, from, to, known, { correcting, sign: -1n }),
    );
    const { convention, stocks } = replay(this.#facts, (from, to, known, correcting) =>
      addChanges(sums, from, to, known, { correcting }),
    );
    this.#convention = convention;
    this.#stocks = stocks;
    if (fact.on > this.#last) this.#last = fact.on;
    return sums;
  }
}
