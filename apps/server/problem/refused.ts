import { type Refusal, refuse } from '#kernel';

/** A refusal on its way to the answer. */
export class Refused extends Error {
  override readonly name = 'Refused';

  /** @param traced the attempt is already kept: the rules refused it. */
  constructor(
    readonly refusals: readonly Refusal[],
    readonly traced = false,
  ) {
    super(refusals.map(({ code }) => code).join(', '));
  }
}

/** One answer for what does not exist and for what is outside the perimeter. */
export function conventionUnknown(): Refused {
  return new Refused([refuse('convention_unknown', {})]);
}
