import type { Stated } from '#read-models';
import { day, fr, instant, listed, quantity } from '#wording';
import type { Mention } from './table.js';

/** The signed checkpoint that covers what was read: how many facts, and their root in base64. */
export interface Seal {
  readonly size: number;
  readonly root: string;
}

/** What a report says of itself: for whom it was made, when, and from which facts. */
export interface About extends Pick<Stated, 'effectiveOn' | 'knownAt' | 'position'> {
  /** The account that asked. */
  readonly author: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  /** The latest checkpoint; absent before the first. */
  readonly seal?: Seal;
  /** What was left out, in French. */
  readonly filters: readonly Mention[];
  /** Conventions whose rows stop before a fact that could not be read. */
  readonly incomplete: readonly string[];
  /** The number of the issue; absent on a working copy. */
  readonly issue?: string;
}

const WORKING_COPY = 'Copie de travail, non émise';

export function mentionsOf(about: About): readonly Mention[] {
  const { author, madeAt, effectiveOn, knownAt, position, seal, filters, incomplete, issue } = about;
  return [
    ...filters,
    ['Effectif au', effectiveOn === null ? 'tout ce qui est effectif' : day(effectiveOn)],
    [
      'Connu au',
      knownAt === null ? `${instant(madeAt)} (heure de Paris)` : `${instant(knownAt)} (heure de Paris)`,
    ],
    ['Établi le', `${instant(madeAt)} (heure de Paris)`],
    ['Établi par', author],
    ['Position dans le registre', position],
    ...(seal ? [['Point de contrôle', fr`${quantity(seal.size)} faits, racine ${seal.root}`] as const] : []),
    ...(incomplete.length > 0
      ? [['Incomplet', `un fait de ces conventions n’a pas pu être lu : ${listed(incomplete)}`] as const]
      : []),
    ['Émission', issue ?? WORKING_COPY],
  ];
}

/** One line, for the foot of each page. */
export function footOf({ author, madeAt, position, seal, issue }: About): string {
  const parts = [
    fr`Registre des conventions PIA`,
    issue === undefined ? WORKING_COPY : fr`Émission n° ${issue}`,
    fr`position ${position}`,
    ...(seal
      ? [fr`point de contrôle à ${quantity(seal.size)} faits, racine ${seal.root.slice(0, 12)}…`]
      : []),
    `${author}, ${instant(madeAt)}`,
  ];
  return parts.join(' · ');
}
