import { Euros } from '#kernel';
import { dpOf, fictitiousIban } from '../identifiers.js';
import type { ToldConvention } from '../told-convention.js';
import type { Scenario } from './scenario.js';

/** The accountant rejected the request; it was asked for again under another number. */
export const rejectedThenPaid: Scenario = told => {
  const { ordonnateur } = told.staff;
  const payment = told.sign().commit(3).request('advance', 6);
  const reason = 'Pièce justificative manquante : convention signée';
  told.story.ask(ordonnateur, told.on(11), { type: 'RejectPayment', payment, reason });
  told.execute(told.request('advance', 14), 21, 3);
};

export const cancelled: Scenario = told => {
  const payment = told.sign().commit(3).request('advance', 6);
  const reason = 'Demande faite par erreur avant la réception du RIB original';
  told.story.ask(told.staff.gestionnaire, told.on(8), { type: 'CancelPayment', payment, reason });
};

function returned(told: ToldConvention): string {
  const payment = told.sign().commit(3).request('advance', 6);
  told.execute(payment, 13);
  const reason = 'Compte clos, virement retourné par la banque';
  told.story.ask(told.staff.ordonnateur, told.on(20), { type: 'ReturnPayment', payment, reason });
  return payment;
}

export const returnedByTheBank: Scenario = told => {
  returned(told);
};

/** Returned by the bank, and never paid again: the project is given up, and what came back is kept. */
export const abandoned: Scenario = told => {
  const payment = returned(told);
  const reason = 'Le bénéficiaire renonce au projet ; le virement retourné ne sera pas réémis';
  told.story.ask(told.staff.gestionnaire, told.on(45), { type: 'AbandonPayment', payment, reason });
  told.drop(46);
};

/** Returned by the bank, then paid again on a new account. */
export const reissued: Scenario = told => {
  const payment = returned(told);
  const { gestionnaire, ordonnateur } = told.staff;
  const old = { account: told.accountOf(told.equipment), lastDay: told.on(20) };
  told.story.ask(gestionnaire, told.on(21), { type: 'EndAccount', ...old });
  const account = told.story.ask(gestionnaire, told.on(28), {
    type: 'RegisterAccount',
    payee: told.project.payee.siret,
    iban: fictitiousIban(told.story.nth * 100 + 50),
    holder: `${told.project.payee.name}, nouveau compte`,
    validFrom: told.on(25),
  });
  told.story.ask(ordonnateur, told.on(29), { type: 'ConfirmAccount', account });
  told.story.ask(ordonnateur, told.on(34), { type: 'ReissuePayment', payment, account });
};

function observe(told: ToldConvention): string {
  told.sign().commit(3).execute(told.request('advance', 6), 13, 2);
  return told.story.ask(
    told.staff.ordonnateur,
    told.on(40),
    {
      type: 'ObservePayment',
      ...told.placeOf(told.equipment),
      ...told.posteOf(told.equipment),
      dp: dpOf(told.story.nth, 90),
      amount: Euros.of('350.00'),
    },
    told.late(40, 6),
  );
}

/** The Treasury paid without any request known here: an anomaly until it is explained. */
export const observedPayment: Scenario = told => {
  observe(told);
};

export const observedAndExplained: Scenario = told => {
  const observed = observe(told);
  told.story.ask(told.staff.gestionnaire, told.on(55), {
    type: 'ExplainAnomaly',
    anomaly: `executed_without_request:${told.story.entryOf(observed)}`,
    explanation: 'Acompte demandé sur papier pendant la panne du réseau du 10 au 12 du mois',
  });
};

/** The accountant paid another amount than the one asked for. */
export const paidAnotherAmount: Scenario = told => {
  const payment = told.sign().commit(3).request('advance', 6);
  told.execute(payment, 13, 1, { amount: Euros.of('1500.00') });
};

/** The académie lets one person certify and record the execution: the relaxation shows in the history. */
export const fourEyesRelaxed: Scenario = told => {
  const { gestionnaire, ordonnateur } = told.staff;
  told.sign();
  const reason = 'Agent seul pendant la période d’intérim';
  for (const rule of ['certifier_executes', 'registrar_executes'] as const) {
    told.story.ask(ordonnateur, told.on(1), { type: 'RelaxFourEyes', rule, reason });
  }
  told.commit(3);
  told.execute(told.request('advance', 6), 13);
  told.certify(told.state(120, { share: '1' }), 130);
  const payment = told.request('balance', 133);
  told.story.ask(gestionnaire, told.on(141), { type: 'ExecutePayment', payment });
};
