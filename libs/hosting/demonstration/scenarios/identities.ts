import { fictitiousIban, fictitiousSiret } from '../identifiers.js';
import type { Scenario } from './scenario.js';

/** The commune merges with its neighbour after the advance: another SIRET, another account, the same subsidy. */
export const merged: Scenario = told => {
  told.payAdvance();
  const { gestionnaire, ordonnateur } = told.staff;
  const siret = fictitiousSiret(50_000 + told.story.nth);
  const reason = 'Arrêté préfectoral de création de la commune nouvelle (fictif)';
  const name = 'Commune nouvelle du Haut-Val';
  told.story.ask(gestionnaire, told.on(60), {
    type: 'ChangeParty',
    party: 'beneficiaire',
    name,
    siret,
    reason,
  });
  for (const { units: _, ...school } of told.project.schools) {
    const changed = { ...school, commune: 'Haut-Val', inseeCode: '38999' };
    told.story.ask(gestionnaire, told.on(60), { type: 'ChangeSchool', school: changed, reason });
  }
  const account = told.story.ask(gestionnaire, told.on(66), {
    type: 'RegisterAccount',
    payee: siret,
    iban: fictitiousIban(told.story.nth * 100 + 60),
    holder: 'Service de gestion comptable du Haut-Val',
    validFrom: told.on(60),
  });
  told.story.ask(ordonnateur, told.on(67), { type: 'ConfirmAccount', account });
};

/** Renewed by the parties before its end, as agreed. */
export const renewed: Scenario = told => {
  told.payAdvance();
  told.story.ask(told.staff.ordonnateur, told.on(330), { type: 'RenewConvention' });
};
