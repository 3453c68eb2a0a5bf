import type { Day, Stored } from '#kernel';
import type { SchemeFact, SchemeVersion } from './scheme.events.js';

export interface SchemeState {
  /** In order of version, which is also the order of their first day. */
  readonly versions: readonly SchemeVersion[];
}

/** A scheme before its first version. */
export const noScheme: SchemeState = { versions: [] };

/** The name of a scheme's stream. */
export function schemeStream(code: string): string {
  return `scheme-${code}`;
}

export function evolveScheme(state: SchemeState, { fact }: Stored<SchemeFact>): SchemeState {
  return { versions: [...state.versions, fact.data] };
}

/** A version by its number: what a convention keeps is the version that it was signed under. */
export function schemeVersion(state: SchemeState, version: number): SchemeVersion | undefined {
  return state.versions[version - 1];
}

/** The version in force on a day; a later version ends the one before it. */
export function schemeInForce(state: SchemeState, on: Day): SchemeVersion | undefined {
  const latest = state.versions.findLast(version => version.validFrom <= on);
  return latest?.validUntil !== undefined && latest.validUntil < on ? undefined : latest;
}
