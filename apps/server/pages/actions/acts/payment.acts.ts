import { day, euros, PAYMENT_KINDS } from '#wording';
import { ConfirmAccount, EndAccount, RegisterAccount } from '../../../conventions/agreement.dto.js';
import {
  CancelPayment,
  ExecutePayment,
  ObservePayment,
  RecordCommitment,
  RejectPayment,
  ReissuePayment,
  ReleaseCommitment,
  RequestPayment,
  ReturnPayment,
} from '../../../conventions/payment.dto.js';
import { act, type Act, type Situation, type Target } from '../action.js';
import {
  accountsOf,
  amount,
  bodies,
  DP,
  EJ_POSTE,
  GROUND,
  inPlace,
  inPoste,
  on,
  places,
  placesOf,
  postes,
  reason,
  trancheAt,
  YEAR,
  YEARS,
} from './common.js';
import { IBAN_HINT } from './rows.js';

const payments = ({ of }: Situation): readonly Target[] =>
  of.payments.map(({ id, dp, kind, amount: asked, requestedOn }) => ({
    id,
    text: `${PAYMENT_KINDS[kind]} de ${euros(asked)}, DP ${dp} du ${day(requestedOn)}`,
  }));

/** Where a payment stands: `line|tranche`. */
function placeOfPayment({ of }: Situation, { id, text }: Target): Target {
  const { line = '', tranche = '' } = of.payments.find(payment => payment.id === id) ?? {};
  return { id: `${line}|${tranche}`, text };
}

const accountsOfAll = (known: Situation['of']['accounts']): readonly Target[] =>
  known.map(({ id, iban, holder }) => ({ id, text: `${iban}, ${holder}` }));

const NO_PAYMENT = 'Aucun paiement n’a été demandé.';
const NO_ACCOUNT = 'Aucun compte bancaire n’est enregistré.';
const NO_COMMITMENT = 'Aucun engagement n’est enregistré.';

const KINDS = [
  ['avance', 'advance', 'Demander l’avance', placesOf('on_expense')],
  ['acompte', 'interim', 'Demander un acompte', placesOf('on_expense')],
  ['solde', 'balance', 'Demander le solde', placesOf('on_expense')],
  ['dotation', 'grant', 'Demander la dotation', placesOf('flat_grant')],
] as const;

const requests = KINDS.map(([key, kind, title, targets]) =>
  act({
    key,
    title,
    permission: 'payment.request',
    targets,
    none: 'La convention n’a pas de volet de cette nature.',
    dto: RequestPayment,
    fixed: target => ({ kind, ...inPlace(target) }),
    fields: (at, target) => {
      const known = trancheAt(at, target)?.postes ?? [];
      return [
        on(at.today, 'Date de la demande'),
        {
          name: 'ej',
          label: 'Engagement juridique (EJ)',
          kind: 'text',
          value: known[0]?.ej,
          hint: '10 chiffres.',
          probe: known[0]?.ej ?? '0000000000',
          check: 'ej',
        },
        { name: 'poste', label: 'Poste', kind: 'text', value: known[0]?.poste ?? '1' },
        ...DP,
        amount('Montant', { optional: true, hint: 'Par défaut, tout ce qui est payable.' }),
        {
          name: 'account',
          label: 'Compte bancaire',
          kind: 'choice',
          choices: accountsOf(at, target),
          probe: '00000000-0000-0000-0000-000000000000',
        },
        YEAR,
        GROUND,
      ];
    },
    by: ({ payment }, { writing, id }, body) => payment.request(writing, id, body),
  }),
);

/** Commitments, payments, accounts. */
export const paymentActs: readonly Act[] = [
  act({
    key: 'compte',
    title: 'Enregistrer un compte bancaire',
    permission: 'account.register',
    targets: bodies,
    none: 'Aucun bénéficiaire n’est payé par cette convention.',
    dto: RegisterAccount,
    fixed: ({ id }) => ({ payee: id }),
    fields: ({ today }) => [
      on(today),
      {
        name: 'iban',
        label: 'IBAN',
        kind: 'text',
        hint: IBAN_HINT,
        check: 'iban',
        probe: 'FR763000100419C384000000036',
      },
      { name: 'bic', label: 'BIC', kind: 'text', optional: true, check: 'bic' },
      { name: 'holder', label: 'Titulaire', kind: 'text', probe: 'Titulaire' },
      { name: 'validFrom', label: 'Premier jour', kind: 'day', value: today },
      GROUND,
    ],
    by: ({ payment }, { writing, id }, body) => payment.registerAccount(writing, id, body),
  }),
  act({
    key: 'compte-confirmation',
    title: 'Confirmer un compte bancaire',
    permission: 'account.confirm',
    targets: ({ of }) => accountsOfAll(of.accounts.filter(({ confirmed }) => !confirmed)),
    none: 'Aucun compte n’attend d’être confirmé.',
    dto: ConfirmAccount,
    fields: ({ today }) => [on(today)],
    by: ({ payment }, { writing, id, target }, body) => payment.confirmAccount(writing, id, target, body),
  }),
  act({
    key: 'compte-fin',
    title: 'Mettre fin à un compte bancaire',
    permission: 'account.register',
    targets: ({ of }) => accountsOfAll(of.accounts),
    none: NO_ACCOUNT,
    dto: EndAccount,
    fields: ({ today }) => [
      on(today),
      { name: 'lastDay', label: 'Dernier jour', kind: 'day', value: today },
      GROUND,
    ],
    by: ({ payment }, { writing, id, target }, body) => payment.endAccount(writing, id, target, body),
  }),
  act({
    key: 'engagement',
    title: 'Enregistrer un engagement (EJ)',
    permission: 'commitment.record',
    targets: places,
    none: 'La convention n’a pas de volet financé.',
    dto: RecordCommitment,
    fixed: inPlace,
    fields: ({ today }) => [
      on(today, 'Date de validation dans Chorus'),
      ...EJ_POSTE,
      amount('Montant engagé'),
      ...YEARS,
    ],
    by: ({ payment }, { writing, id }, body) => payment.commit(writing, id, body),
  }),
  act({
    key: 'engagement-hausse',
    title: 'Augmenter un engagement',
    permission: 'commitment.record',
    targets: postes,
    none: NO_COMMITMENT,
    dto: RecordCommitment,
    fixed: inPoste,
    fields: ({ today }) => [on(today), amount('Montant ajouté'), ...YEARS],
    by: ({ payment }, { writing, id }, body) => payment.raise(writing, id, body),
  }),
  act({
    key: 'engagement-baisse',
    title: 'Diminuer un engagement',
    permission: 'commitment.record',
    targets: postes,
    none: NO_COMMITMENT,
    dto: RecordCommitment,
    fixed: inPoste,
    fields: ({ today }) => [on(today), amount('Montant retranché'), ...YEARS],
    by: ({ payment }, { writing, id }, body) => payment.lower(writing, id, body),
  }),
  act({
    key: 'retrait',
    title: 'Retirer le reste d’un engagement',
    permission: 'commitment.release',
    targets: postes,
    none: NO_COMMITMENT,
    dto: ReleaseCommitment,
    fixed: inPoste,
    fields: ({ today }) => [
      on(today),
      amount('Montant retiré'),
      {
        name: 'arrete',
        label: 'Arrêté',
        kind: 'text',
        optional: true,
        hint: 'Celui par lequel un retrait d’un exercice antérieur libère des AE.',
      },
      ...YEARS,
    ],
    by: ({ payment }, { writing, id }, body) => payment.release(writing, id, body),
  }),
  ...requests,
  act({
    key: 'paiement-execution',
    title: 'Enregistrer l’exécution d’un paiement',
    permission: 'payment.execute',
    targets: payments,
    none: NO_PAYMENT,
    dto: ExecutePayment,
    fields: ({ today }) => [
      on(today, 'Jour du paiement'),
      amount('Montant payé', { optional: true, hint: 'Par défaut, celui qui était demandé.' }),
      ...YEARS,
    ],
    by: ({ payment }, { writing, id, target }, body) => payment.execute(writing, id, target, body),
  }),
  act({
    key: 'paiement-rejet',
    title: 'Enregistrer un rejet du comptable',
    permission: 'payment.execute',
    targets: payments,
    none: NO_PAYMENT,
    dto: RejectPayment,
    fields: ({ today }) => [on(today), reason()],
    by: ({ payment }, { writing, id, target }, body) => payment.reject(writing, id, target, body),
  }),
  act({
    key: 'paiement-annulation',
    title: 'Annuler une demande de paiement',
    permission: 'payment.cancel',
    targets: payments,
    none: NO_PAYMENT,
    dto: CancelPayment,
    fields: ({ today }) => [on(today), reason()],
    by: ({ payment }, { writing, id, target }, body) => payment.cancel(writing, id, target, body),
  }),
  act({
    key: 'paiement-retour',
    title: 'Enregistrer un retour de la banque',
    permission: 'payment.execute',
    targets: payments,
    none: NO_PAYMENT,
    dto: ReturnPayment,
    fields: ({ today }) => [on(today), reason()],
    by: ({ payment }, { writing, id, target }, body) => payment.returned(writing, id, target, body),
  }),
  act({
    key: 'paiement-reemission',
    title: 'Réémettre un paiement retourné',
    permission: 'payment.execute',
    targets: payments,
    none: NO_PAYMENT,
    dto: ReissuePayment,
    fields: (at, target) => [
      on(at.today),
      {
        name: 'account',
        label: 'Sur un autre compte',
        kind: 'choice',
        optional: true,
        choices: accountsOf(at, placeOfPayment(at, target)),
        hint: 'Par défaut, celui de la demande.',
      },
      YEAR,
    ],
    by: ({ payment }, { writing, id, target }, body) => payment.reissue(writing, id, target, body),
  }),
  act({
    key: 'paiement-constate',
    title: 'Constater un paiement sans demande',
    permission: 'payment.execute',
    targets: places,
    none: 'La convention n’a pas de volet financé.',
    dto: ObservePayment,
    fixed: inPlace,
    fields: ({ today }) => [
      on(today, 'Jour du paiement'),
      ...EJ_POSTE,
      ...DP,
      amount('Montant payé'),
      ...YEARS,
    ],
    by: ({ payment }, { writing, id }, body) => payment.observe(writing, id, body),
  }),
];
