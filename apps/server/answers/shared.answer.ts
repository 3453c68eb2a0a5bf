import type { Day, Instant } from '#kernel';
import type { Balance, Balances, Stated } from '#read-models';
import { BALANCE_TITLES } from '#rendering';
import { DayShown, Moment, Money, One, Position, Words } from './fields.js';

const Of = (name: Balance) => Money(`${BALANCE_TITLES[name]}.`);

/** The balances of a convention, a line, a tranche or a school. */
export class BalancesAnswer implements Balances {
  @Of('maximum') maximum!: string;
  @Of('conditional') conditional!: string;
  @Of('committed') committed!: string;
  @Of('released') released!: string;
  @Of('pending') pending!: string;
  @Of('paid') paid!: string;
  @Of('repaid') repaid!: string;
  @Of('accepted') accepted!: string;
  @Of('due') due!: string;
  @Of('payable') payable!: string;
  @Of('toOrder') toOrder!: string;
  @Of('orderOpen') orderOpen!: string;
  @Of('writtenOff') writtenOff!: string;
  @Of('toProve') toProve!: string;
  @Of('dueUnpaid') dueUnpaid!: string;
  @Of('outstanding') outstanding!: string;
}

/** The signed checkpoint that an answer stands under. */
export class CheckpointAnswer {
  @Position('Le nombre de faits que signe le dernier point de contrôle.') size!: string;
  @Words('Les 8 premiers octets de sa racine, en hexadécimal.', { example: '0f3a5c7e9b1d2f40' })
  root!: string;
  @Position('Jusqu’où les chiffres sont sous cette racine : le plus petit de `position` et de `size`.')
  proven!: string;
}

/** What an answer says of its two dates, and of what signs it. */
export class StatedAnswer implements Stated {
  @DayShown('La date d’effet demandée ; `null` : tout ce qui est effectif.', { nullable: true })
  effectiveOn!: Day | null;
  @Moment('L’instant de connaissance demandé ; `null` : tout ce qui est connu.', { nullable: true })
  knownAt!: Instant | null;
  @Position('La dernière position du journal prise en compte.') position!: string;
  @One('Le point de contrôle signé ; `null` avant le premier.', () => CheckpointAnswer, { nullable: true })
  checkpoint?: CheckpointAnswer | null;
}

export const INCOMPLETE =
  'Les références des conventions dont un fait n’a pas pu être lu : leurs chiffres s’arrêtent avant lui.';
