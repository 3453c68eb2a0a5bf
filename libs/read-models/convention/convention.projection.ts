import { latestState } from '#ledger';
import type { Followed } from '../projector/followed.js';
import { standingOf } from '../standing/standing.projection.js';
import type { ConventionRow } from './convention.entity.js';

/** The row of a convention; one whose first fact could not be read is known by its stream only. */
export function conventionRow(followed: Followed): ConventionRow {
  const state = latestState(followed.history);
  const { draft } = state;
  const awarder = draft?.parties.find(({ role }) => role === 'academie');
  const id = followed.stream.slice(followed.stream.indexOf('-') + 1);
  return {
    key: followed.key,
    id,
    stream: followed.stream,
    reference: draft?.reference ?? followed.stream,
    title: draft?.title ?? '',
    academie: draft?.academie ?? '',
    awarderName: awarder?.name ?? '',
    awarderSiret: awarder?.siret ?? null,
    schemeCode: draft?.scheme.code ?? '',
    schemeVersion: draft?.scheme.version ?? 0,
    parties: draft?.parties.flatMap(({ siret }) => siret ?? []).join(' ') ?? '',
    parentStream: draft?.parent?.stream ?? null,
    followsParent: draft?.followsParent ?? false,
    fictitious: draft?.fictitious ?? false,
    draftedOn: followed.draftedOn,
    ...standingOf(state),
    version: followed.version,
    firstPosition: followed.firstPosition,
    lastPosition: followed.lastPosition,
    incomplete: followed.parkedAt !== undefined,
  };
}
