import type { Day, Stored } from '#kernel';
import type { NomenclatureAxis, NomenclatureEntry, NomenclatureFact } from './nomenclature.events.js';

export interface NomenclatureState {
  /** In the order in which they were set. */
  readonly entries: readonly NomenclatureEntry[];
}

/** A nomenclature before its first code. */
export const noNomenclature: NomenclatureState = { entries: [] };

export const NOMENCLATURE_STREAM = 'nomenclature-national';

export function evolveNomenclature(
  state: NomenclatureState,
  { fact }: Stored<NomenclatureFact>,
): NomenclatureState {
  return { entries: [...state.entries, fact.data] };
}

/** The entry of an axis and key that was set last. */
export function latestEntry(
  state: NomenclatureState,
  axis: NomenclatureAxis,
  key: string,
): NomenclatureEntry | undefined {
  return state.entries.findLast(entry => entry.axis === axis && entry.key === key);
}

/**
 * The entry in force on a day. An entry supersedes those before it from its first day, for good: after its last
 * day there is no code, rather than an old one that comes back unseen.
 */
export function codeOn(
  state: NomenclatureState,
  axis: NomenclatureAxis,
  key: string,
  on: Day,
): NomenclatureEntry | undefined {
  const latest = state.entries.findLast(
    entry => entry.axis === axis && entry.key === key && entry.validFrom <= on,
  );
  return latest?.validUntil !== undefined && latest.validUntil < on ? undefined : latest;
}

/** The form in which codes are compared: a compte PCE without the four zeros of Chorus exports. */
export function normalCode(axis: NomenclatureAxis, code: string): string {
  return axis === 'pce' && /^\d{6}0000$/.test(code) ? code.slice(0, 6) : code;
}
