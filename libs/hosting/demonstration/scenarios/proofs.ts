import { Euros } from '#kernel';
import type { Scenario } from './scenario.js';

export const statementToCertify: Scenario = told => {
  told.payAdvance().state(120, { share: '0.94' });
};

/** Sent back for want of an invoice, then sent again. */
export const statementReturned: Scenario = told => {
  const statement = told.payAdvance().state(110, { share: '0.98' });
  const reason = 'Facture du fournisseur illisible';
  told.story.ask(told.staff.gestionnaire, told.on(117), { type: 'ReturnStatement', statement, reason });
};

export const balancePending: Scenario = told => {
  told.payAdvance().certify(told.state(120, { share: '1.02' }), 131);
  told.request('balance', 134);
};

/** The service fait is certified; nobody has asked for the balance yet. */
export const balanceDue: Scenario = told => {
  told.payAdvance().certify(told.state(120, { share: '0.9' }), 131);
};

export const balancePaid: Scenario = told => {
  told.payAdvance({ late: 3 }).payBalance(125, { share: '0.97' });
};

/** Paid on 10 January and booked on the year before (LOLF, art. 28). Signed on 26 August. */
export const paidInJanuary: Scenario = told => {
  told.payAdvance().certify(told.state(100, { share: '0.95' }), 108);
  told.execute(told.request('balance', 110), 137, 0, { fiscalYear: 2019 });
};

/** The collectivité spent more than the ceiling: the surplus stays with it. */
export const overspent: Scenario = told => {
  told.payAdvance().payBalance(118, { share: '1.15' });
};

export const cutAtServiceFait: Scenario = told => {
  const reason = 'Extension de garantie, hors des dépenses subventionnables';
  told.payAdvance().payBalance(122, { share: '0.99' }, [{ expense: 1, amount: Euros.of('412.50'), reason }]);
};

/** Nothing was bought before the end: reminders, a notice, an act that restarts the prescription. */
export const expiredUnproven: Scenario = told => {
  const { gestionnaire } = told.staff;
  told.payAdvance();
  told.story.ask(gestionnaire, told.on(300), {
    type: 'SendReminder',
    subject: 'Production de l’état récapitulatif',
  });
  told.story.ask(gestionnaire, told.on(390), {
    type: 'SendFormalNotice',
    subject: 'Mise en demeure de justifier l’emploi de l’avance',
  });
  told.story.ask(gestionnaire, told.on(420), {
    type: 'InterruptPrescription',
    claim: 'of_state',
    act: 'Lettre recommandée avec accusé de réception, reçue par le bénéficiaire',
  });
};

/** An avenant adds a class and puts the end off by six months. */
export const amended: Scenario = told => {
  told.payAdvance();
  const [first] = told.equipment.allocations;
  told.story.ask(told.staff.ordonnateur, told.on(90), {
    type: 'SignAvenant',
    subject: 'Une classe mobile de plus, et prolongation de six mois',
    allocations: [
      {
        line: 'equipment',
        tranche: told.placeOf(told.equipment).tranche,
        uai: first!.uai,
        unit: first!.unit,
        quantity: first!.quantity + 1,
      },
    ],
    schools: [],
    validUntil: told.on(545),
  });
  told.story.ask(told.staff.gestionnaire, told.on(95), {
    type: 'RaiseCommitment',
    ...told.placeOf(told.equipment),
    ...told.posteOf(told.equipment),
    amount: Euros.of('4000.00'),
  });
};

/** Another public funder: the warning of CGCT, art. L.1111-10, and no refusal. */
export const otherFunding: Scenario = told => {
  told.payAdvance();
  told.story.ask(told.staff.gestionnaire, told.on(60), {
    type: 'DeclareOtherFunding',
    line: 'equipment',
    funder: 'Région (fonds d’aménagement numérique fictif)',
    amount: Euros.of('2600.00'),
  });
};

export const closed: Scenario = told => {
  told.payAdvance({ late: 2 }).payBalance(125, { share: '0.96' }).useResources(200).report(372).close(390);
};
