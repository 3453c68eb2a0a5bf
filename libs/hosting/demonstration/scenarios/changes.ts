import { Euros, rate } from '#kernel';
import type { ToldConvention } from '../told-convention.js';
import type { Scenario } from './scenario.js';

const MINISTRY = { decidedBy: 'Ministère chargé de l’éducation (art. 7.2)' };

function suspend(told: ToldConvention, days: number): void {
  told.story.ask(told.staff.ordonnateur, told.on(days), {
    type: 'SuspendConvention',
    cause: 'change_of_use',
    reason: 'Équipements affectés à la médiathèque sans autorisation préalable',
    ...MINISTRY,
  });
}

export const suspended: Scenario = told => {
  told.payAdvance();
  suspend(told, 75);
};

/** The request was accepted before the suspension, and paid during it: recorded, and flagged. */
export const paidWhileSuspended: Scenario = told => {
  const payment = told.sign().commit(3).request('advance', 6);
  suspend(told, 9);
  told.execute(payment, 13, 3);
};

export const resumed: Scenario = told => {
  told.payAdvance();
  suspend(told, 60);
  const reason = 'Équipements revenus dans les classes';
  told.story.ask(told.staff.ordonnateur, told.on(98), { type: 'ResumeConvention', reason });
  told.payBalance(150, { share: '0.93' });
};

/** Art. 7.2: a sanction is first a reduction, then an order. */
export const reduced: Scenario = told => {
  told.payAdvance();
  suspend(told, 80);
  const place = told.placeOf(told.equipment);
  told.story.ask(told.staff.ordonnateur, told.on(130), {
    type: 'ReduceConvention',
    reason: 'Un quart des équipements n’est pas affecté aux élèves',
    allocations: told.equipment.allocations.map(({ id, maximum }) => ({
      id,
      ...place,
      maximum: Euros.product([maximum, rate('0.25')], 'down'),
    })),
    ...MINISTRY,
  });
  told.order(145, 'Sommes versées au-delà de la subvention réduite (art. 7.2)');
};

export const objectChanged: Scenario = told => {
  told.payAdvance();
  const change = 'Ordinateurs portables au lieu de tablettes';
  told.story.ask(told.staff.ordonnateur, told.on(50), { type: 'AuthoriseObjectChange', change, ...MINISTRY });
};

function giveNotice(told: ToldConvention, days: number): void {
  told.story.ask(told.staff.ordonnateur, told.on(days), {
    type: 'NotifyTermination',
    party: 'beneficiaire',
    reason: 'Fermeture de l’école à la rentrée suivante',
  });
}

export const inNotice: Scenario = told => {
  told.payAdvance();
  giveNotice(told, 60);
};

/** Ended by notice: what was delivered before is still paid. */
export const terminated: Scenario = told => {
  told.payAdvance();
  giveNotice(told, 90);
  told.payBalance(220, { share: '0.6' });
};
