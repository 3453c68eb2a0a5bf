import { Euros } from '#kernel';
import type { ToldConvention } from '../told-convention.js';
import type { Scenario } from './scenario.js';

/* Worked example 2: a balance typed wrong, found before or after the close of its year. Signed on 14 October. */

/** 1 750.00 executed on 21 December, typed 1 570.00 on the 22nd: day 68 after 14 October. */
function typedWrong(told: ToldConvention): { payment: string; wrong: string } {
  told.payAdvance({ resources: false, late: 7 });
  told.certify(told.state(52, { share: '0.9375' }), 52);
  const payment = told.request('balance', 61);
  return { payment, wrong: told.execute(payment, 68, 1, { amount: Euros.of('1570.00') }) };
}

/** The year is open: the wrong entry vanishes at every effective date. */
export const reversedInOpenYear: Scenario = told => {
  const { payment, wrong } = typedWrong(told);
  const { gestionnaire } = told.staff;
  const motive = 'Faute de frappe : 1 570,00 pour 1 750,00';
  told.story.ask(gestionnaire, told.on(90), {
    type: 'ReverseEntry',
    entry: told.story.entryOf(wrong),
    motive,
  });
  told.execute(payment, 68, 22);
  told.release(138, Euros.of('250.00'));
};

/** The year is closed: reversal and new entry stand in the column of corrections, with their year of origin. */
export const reversedAfterClose: Scenario = told => {
  const { payment, wrong } = typedWrong(told);
  const { gestionnaire } = told.staff;
  const motive = 'Faute de frappe : 1 570,00 pour 1 750,00';
  told.story.ask(gestionnaire, told.on(124), {
    type: 'ReverseEntry',
    entry: told.story.entryOf(wrong),
    motive,
  });
  told.execute(payment, 124, 0, { correctsYear: Number(told.on(0).slice(0, 4)) });
  told.release(138, Euros.of('250.00'));
};

/** A service fait certified on the wrong statement, reversed before anything rested on it. */
export const certificateReversed: Scenario = told => {
  const statement = told.payAdvance().state(90, { share: '0.9' });
  const certificate = told.certify(statement, 100);
  const motive = 'Service fait certifié avant le contrôle sur place';
  told.story.ask(told.staff.gestionnaire, told.on(103), {
    type: 'ReverseEntry',
    entry: told.story.entryOf(certificate),
    motive,
  });
};
