import { count, dayField, euros, fact, maybe, text } from '#kernel';
import { z } from 'zod';
import { trace } from './trace.js';

/* Commitments (AE), payments (CP) and the accounts they go to. */

const place = { line: text(40), tranche: text(40) };
const poste = { ej: z.string(), poste: z.string() };
/** The closed fiscal year that this entry puts right, where it does. */
const correctsYear = maybe(z.int().min(2000).max(2199));

const imputation = z.strictObject({
  programme: z.string(),
  titre: z.string(),
  categorie: z.string(),
  action: z.string(),
  sousAction: z.string(),
  activite: z.string(),
  pce: z.string(),
  groupeMarchandises: z.string(),
  fondsDeConcours: maybe(z.string()),
  centreFinancier: maybe(z.string()),
  centreDeCouts: maybe(z.string()),
  localisation: maybe(z.string()),
  societe: maybe(z.string()),
  axeMinisteriel: maybe(z.string()),
});

export const paymentFacts = {
  CommitmentRecorded: fact('CommitmentRecorded', 'money', 'An EJ was validated in Chorus: AE are consumed.', {
    ...place,
    ...poste,
    amount: euros(),
    imputation,
    correctsYear,
  }),
  CommitmentRaised: fact('CommitmentRaised', 'money', 'The commitment of a poste was raised.', {
    ...place,
    ...poste,
    amount: euros(),
    correctsYear,
  }),
  CommitmentLowered: fact('CommitmentLowered', 'money', 'The commitment of a poste was lowered.', {
    ...place,
    ...poste,
    amount: euros(),
    correctsYear,
  }),
  CommitmentReleased: fact(
    'CommitmentReleased',
    'money',
    'What was left on a poste was released in Chorus.',
    {
      ...place,
      ...poste,
      amount: euros(),
      /** Only a release of the year's own commitments frees AE, unless an arrêté says otherwise. */
      of: z.enum(['year', 'prior_years']),
      arrete: maybe(text(200)),
      correctsYear,
    },
  ),
  PaymentRequested: fact('PaymentRequested', 'money', 'A payment was asked for under a DP number.', {
    payment: text(60),
    ...place,
    ...poste,
    kind: z.enum(['advance', 'interim', 'balance', 'grant']),
    amount: euros(),
    dp: z.string(),
    dpPoste: maybe(z.string()),
    account: text(60),
    trace,
  }),
  PaymentCancelled: fact('PaymentCancelled', 'money', 'A request was withdrawn by the académie.', {
    payment: text(60),
    reason: text(1000),
  }),
  PaymentRejected: fact('PaymentRejected', 'money', 'A request was rejected by the accountant.', {
    payment: text(60),
    reason: text(1000),
  }),
  PaymentExecuted: fact('PaymentExecuted', 'money', 'The accountant paid on the effective date.', {
    payment: text(60),
    ...place,
    amount: euros(),
    correctsYear,
  }),
  PaymentReturned: fact('PaymentReturned', 'money', 'The bank returned a payment; CP are unchanged.', {
    payment: text(60),
    reason: text(1000),
  }),
  PaymentReissued: fact('PaymentReissued', 'money', 'A returned payment was paid again; CP are unchanged.', {
    payment: text(60),
    account: maybe(text(60)),
  }),
  PaymentAbandoned: fact(
    'PaymentAbandoned',
    'money',
    'A payment that the bank returned will not be made again: the money is back, the claim is given up.',
    { payment: text(60), ...place, amount: euros(), reason: text(1000) },
  ),
  PaymentObserved: fact('PaymentObserved', 'money', 'The Treasury paid without a request known here.', {
    payment: text(60),
    ...place,
    ...poste,
    amount: euros(),
    dp: z.string(),
    dpPoste: maybe(z.string()),
    correctsYear,
  }),
  BankAccountRegistered: fact('BankAccountRegistered', 'money', 'A payee’s bank account was registered.', {
    account: text(60),
    /** SIRET or UAI of the payee. */
    payee: z.string(),
    iban: z.string(),
    bic: maybe(z.string()),
    holder: text(200),
    validFrom: dayField(),
  }),
  BankAccountConfirmed: fact('BankAccountConfirmed', 'money', 'A second person confirmed an account.', {
    account: text(60),
  }),
  BankAccountEnded: fact('BankAccountEnded', 'money', 'An account is not to be used after a day.', {
    account: text(60),
    lastDay: dayField(),
  }),
  OtherFundingDeclared: fact('OtherFundingDeclared', 'money', 'Another public funding was declared.', {
    line: text(40),
    funder: text(200),
    amount: euros(),
    /** Percent of the cost that all public aid together covers, in hundredths, where the cost is known. */
    aidShareHundredths: maybe(count()),
    warnings: z.array(z.strictObject({ code: text(60), text: text(500) })),
  }),
};
