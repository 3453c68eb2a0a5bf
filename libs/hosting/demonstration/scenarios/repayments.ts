import { Euros, rate } from '#kernel';
import type { ToldConvention } from '../told-convention.js';
import type { Scenario } from './scenario.js';

const UNDERSPENT = 'Dépenses justifiées inférieures à l’avance versée';

/** Less than half was spent: what was paid above the due is ordered back. */
function overpaid(told: ToldConvention): string {
  told.payAdvance();
  told.certify(told.state(150, { share: '0.38' }), 162);
  return told.order(175, UNDERSPENT);
}

const advanceOf = ({ equipment }: ToldConvention) => Euros.product([equipment.maximum, rate('0.5')], 'down');

export const beingRepaid: Scenario = told => {
  overpaid(told);
};

export const partlyRepaid: Scenario = told => {
  const order = overpaid(told);
  told.receive(order, 210, Euros.of('150.00'));
};

export const contested: Scenario = told => {
  const order = overpaid(told);
  const reason = 'Le bénéficiaire soutient que deux factures n’ont pas été retenues';
  told.story.ask(told.staff.gestionnaire, told.on(195), { type: 'ContestReversement', order, reason });
};

export const repaid: Scenario = told => {
  told.receive(overpaid(told), 205, advanceOf(told).minus(told.due));
};

/** Repaid within the year, and the credits restored. */
export const creditsRestored: Scenario = told => {
  const amount = advanceOf(told);
  const order = told.payAdvance({ resources: false }).drop(30).order(40, 'Projet abandonné');
  const repayment = told.receive(order, 60, amount);
  told.story.ask(told.staff.gestionnaire, told.on(66), { type: 'RestoreCredits', repayment, amount });
};

export const writtenOff: Scenario = told => {
  const order = overpaid(told);
  const reason = 'Admission en non-valeur, créance de faible montant';
  told.story.ask(told.staff.ordonnateur, told.on(400), { type: 'WriteOffReversement', order, reason });
};

/** Cut for an error, then cancelled for another, and ordered anew. */
export const orderCancelled: Scenario = told => {
  const order = overpaid(told);
  const cut = { amount: Euros.of('25.00'), reason: 'Erreur de liquidation' };
  told.story.ask(told.staff.ordonnateur, told.on(178), { type: 'CutReversement', order, ...cut });
  const reason = 'Titre émis au nom d’un autre débiteur';
  told.story.ask(told.staff.ordonnateur, told.on(182), { type: 'CancelReversement', order, reason });
  told.order(184, UNDERSPENT);
};

/** A project given up: the whole advance is claimed back. */
export const dropped: Scenario = told => {
  told.payAdvance({ resources: false }).drop(100).order(112, 'Projet abandonné');
};

export const droppedAndRepaid: Scenario = told => {
  const order = told.payAdvance({ resources: false }).drop(100).order(112, 'Projet abandonné');
  told.receive(order, 150, advanceOf(told));
  told.release(160, told.equipment.maximum.minus(advanceOf(told)));
};

/** Resources that were not all used: a part may be kept for the year after, by decision of the académie. */
export const carriedOver: Scenario = told => {
  told.payAdvance().useResources(220, '0.8');
  const [line] = told.resources;
  told.story.ask(told.staff.ordonnateur, told.on(230), {
    type: 'AuthoriseCarryOver',
    ...told.placeOf(line!),
    amount: Euros.product([line!.maximum, rate('0.2')], 'down'),
    reason: 'Abonnement commandé pour la rentrée suivante',
  });
};
