import { Euros } from '#kernel';
import type { Scenario } from './scenario.js';

export const drafted: Scenario = told => {
  told.draft(0);
};

export const visaAwaited: Scenario = told => {
  told.draft(0);
};

export const visaRefused: Scenario = told => {
  told.draft(0);
  const reason = 'Crédits de l’exercice insuffisants';
  told.story.ask(told.staff.ordonnateur, told.on(15), { type: 'RefuseVisa', reason });
};

/** The commune has signed, the académie has not. */
export const halfSigned: Scenario = told => {
  told.draft(-20).signAs('beneficiaire');
};

export const signedOnly: Scenario = told => {
  told.sign();
};

/** The EJ was lowered, then raised again: nothing is asked for yet. */
export const committedOnly: Scenario = told => {
  told.sign().commit(4);
  const poste = {
    ...told.placeOf(told.equipment),
    ...told.posteOf(told.equipment),
    amount: Euros.of('500.00'),
  };
  told.story.ask(told.staff.gestionnaire, told.on(5), { type: 'LowerCommitment', ...poste });
  told.story.ask(told.staff.gestionnaire, told.on(6), { type: 'RaiseCommitment', ...poste });
};

export const advancePending: Scenario = told => {
  told.sign().commit(3).request('advance', 6);
};

export const advanceOnly: Scenario = told => {
  told.payAdvance({ late: 4 });
};

/** The first draft had the wrong number of schools: it was replaced before anybody signed. */
export const draftedTwice: Scenario = told => {
  told.draft(-60).payAdvance();
};
