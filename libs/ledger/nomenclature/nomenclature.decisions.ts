import { type Context, type Decider, firstRefusal, type Refusal, refuse } from '#kernel';
import { checkActivite, type IdentifierRefusal } from '../identifiers.js';
import { INSTALLATION_STREAM, type InstallationState } from '../installation/installation.js';
import { FLOWS } from '../scheme/scheme.events.js';
import { LEGAL_TYPES } from '../words.js';
import {
  type NomenclatureAxis,
  type NomenclatureEntry,
  type NomenclatureFact,
  nomenclatureFacts,
} from './nomenclature.events.js';
import {
  evolveNomenclature,
  latestEntry,
  type NomenclatureState,
  noNomenclature,
  normalCode,
} from './nomenclature.js';

/** Sets the code of an axis and key from a day; it supersedes the entry before it. */
export type SetNomenclatureCode = { readonly type: 'SetNomenclatureCode' } & NomenclatureEntry;
export type NomenclatureCommand = SetNomenclatureCode;

export type NomenclatureRefusal =
  | Refusal<'nomenclature_key_unknown', { axis: string; key: string }>
  | Refusal<'pce_malformed' | 'groupe_marchandises_malformed', { given: string }>
  | IdentifierRefusal
  | Refusal<'nomenclature_validity_upside_down', { validFrom: string; validUntil: string }>
  | Refusal<'nomenclature_code_not_later', { validFrom: string; previousFrom: string }>
  | Refusal<'nomenclature_code_unchanged', { axis: string; key: string; code: string }>
  | Refusal<'nomenclature_fictitious_outside_demonstration', { code: string }>;

/** The nomenclature: one stream, `nomenclature-national`. */
export const nomenclatureDecider: Decider<NomenclatureState, NomenclatureCommand, NomenclatureFact> = {
  category: 'nomenclature',
  definitions: Object.values(nomenclatureFacts),
  initial: noNomenclature,
  evolve: evolveNomenclature,
  // Unguarded: the mode of an installation never changes.
  needs: ({ fictitious }) => (fictitious ? [{ stream: INSTALLATION_STREAM, guarded: false }] : []),
  decide: (state, command, _act, context) => {
    const { type: _, ...entry } = command;
    return (
      refusalOf(state, entry, context) ?? {
        facts: [{ fact: { type: 'NomenclatureCodeSet', data: entry }, effectiveOn: entry.validFrom }],
      }
    );
  },
};

function refusalOf(
  state: NomenclatureState,
  entry: NomenclatureEntry,
  context: Context,
): NomenclatureRefusal | undefined {
  const { axis, key, code, validFrom, validUntil } = entry;
  const previous = latestEntry(state, axis, key);
  return firstRefusal<NomenclatureRefusal>(
    () => (isKey(axis, key) ? undefined : refuse('nomenclature_key_unknown', { axis, key }, '/key')),
    () => codeRefusal(axis, code),
    () =>
      validUntil !== undefined && validUntil < validFrom
        ? refuse('nomenclature_validity_upside_down', { validFrom, validUntil }, '/validUntil')
        : undefined,
    // On the same first day an entry corrects the one before it: entries already booked keep the code they were
    // booked on, and a closed year takes no new one.
    () =>
      previous && validFrom < previous.validFrom
        ? refuse('nomenclature_code_not_later', { validFrom, previousFrom: previous.validFrom }, '/validFrom')
        : undefined,
    () =>
      previous && sameEntry(previous, entry)
        ? refuse('nomenclature_code_unchanged', { axis, key, code }, '/code')
        : undefined,
    () =>
      entry.fictitious && modeOf(context) !== 'demonstration'
        ? refuse('nomenclature_fictitious_outside_demonstration', { code }, '/fictitious')
        : undefined,
  );
}

function modeOf(context: Context): InstallationState['mode'] {
  return (context.get(INSTALLATION_STREAM) as InstallationState | undefined)?.mode;
}

function isKey(axis: NomenclatureAxis, key: string): boolean {
  const keys: readonly string[] = axis === 'activite' ? FLOWS : LEGAL_TYPES;
  return keys.includes(key);
}

function codeRefusal(axis: NomenclatureAxis, given: string): NomenclatureRefusal | undefined {
  switch (axis) {
    case 'activite':
      return checkActivite(given, '/code');
    case 'pce':
      return /^\d{6}(?:0000)?$/.test(given) ? undefined : refuse('pce_malformed', { given }, '/code');
    case 'groupe_marchandises':
      return /^\d{2}\.\d{2}\.\d{2}$/.test(given)
        ? undefined
        : refuse('groupe_marchandises_malformed', { given }, '/code');
  }
}

function sameEntry(a: NomenclatureEntry, b: NomenclatureEntry): boolean {
  return (
    normalCode(a.axis, a.code) === normalCode(b.axis, b.code) &&
    a.validFrom === b.validFrom &&
    a.validUntil === b.validUntil &&
    a.source === b.source &&
    a.fictitious === b.fictitious
  );
}
