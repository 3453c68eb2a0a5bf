import type { ConventionFactType, DataOf, StoredConventionFact } from './convention.events.js';
import type { ConventionState, Line, Poste, Tranche } from './state.js';

/** What one kind of fact changes. */
export type Evolution<T extends ConventionFactType> = (
  state: ConventionState,
  data: DataOf<T>,
  stored: StoredConventionFact,
) => ConventionState;

export type Evolutions<T extends ConventionFactType> = { readonly [K in T]: Evolution<K> };

export function lineOf(state: ConventionState, id: string): Line | undefined {
  return state.lines.find(line => line.id === id);
}

export function trancheOf(state: ConventionState, line: string, id: string): Tranche | undefined {
  return lineOf(state, line)?.tranches.find(tranche => tranche.id === id);
}

export function changeLine(
  state: ConventionState,
  id: string,
  change: (line: Line) => Line,
): ConventionState {
  return { ...state, lines: state.lines.map(line => (line.id === id ? change(line) : line)) };
}

export function changeTranche(
  state: ConventionState,
  place: { readonly line: string; readonly tranche: string },
  change: (tranche: Tranche) => Tranche,
): ConventionState {
  return changeTrancheOf(state, place, change);
}

/** The same where the change also looks at the terms of the line. */
export function changeTrancheOf(
  state: ConventionState,
  place: { readonly line: string; readonly tranche: string },
  change: (tranche: Tranche, line: Line) => Tranche,
): ConventionState {
  return changeLine(state, place.line, line => ({
    ...line,
    tranches: line.tranches.map(tranche => (tranche.id === place.tranche ? change(tranche, line) : tranche)),
  }));
}

/** The entry of an id that somebody gave: never a member that every object has, as `constructor`. */
export function ownEntry<V>(entries: Readonly<Record<string, V>>, id: string): V | undefined {
  return Object.hasOwn(entries, id) ? entries[id] : undefined;
}

/** Changes one entry of a record; nothing where there is none (its own fact was reversed). */
export function changeEntry<V>(
  entries: Readonly<Record<string, V>>,
  id: string,
  change: (entry: V) => V,
): Readonly<Record<string, V>> {
  const entry = entries[id];
  return entry === undefined ? entries : { ...entries, [id]: change(entry) };
}

export function posteKey(place: { readonly ej: string; readonly poste: string }): string {
  return `${place.ej}/${place.poste}`;
}

export function changePoste(
  tranche: Tranche,
  place: { readonly ej: string; readonly poste: string },
  change: (poste: Poste) => Poste,
): Tranche {
  return { ...tranche, postes: changeEntry(tranche.postes, posteKey(place), change) };
}

export function withPerson(persons: readonly string[], person: string): readonly string[] {
  return persons.includes(person) ? persons : [...persons, person];
}
