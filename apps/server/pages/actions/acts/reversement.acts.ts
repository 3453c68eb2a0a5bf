import { ANOMALIES, CLAIMS, day, euros, FACTS, labelIn } from '#wording';
import {
  ContestReversement,
  DeclareOtherFunding,
  ExplainAnomaly,
  InterruptPrescription,
  LowerReversement,
  OrderReversement,
  ReceiveRepayment,
  RestoreCredits,
  ReverseEntry,
  SendLetter,
} from '../../../conventions/reversement.dto.js';
import { act, type Act, type Situation, type Target, WHOLE } from '../action.js';
import { amount, GROUND, inPlace, lineName, on, placeName, places, reason, YEAR, YEARS } from './common.js';

const whole = () => WHOLE;

const orders = ({ of }: Situation): readonly Target[] =>
  of.repaymentOrders.map(({ id, orderedOn, amount: ordered, ...place }) => ({
    id,
    text: `ordre de ${euros(ordered)} du ${day(orderedOn)}, ${placeName(of, place)}`,
  }));

const repayments = ({ events }: Situation): readonly Target[] =>
  events.flatMap(({ type, data, effectiveOn, reversed }) => {
    const { repayment, amount: received } = data as { repayment?: string; amount?: { toString(): string } };
    if (type !== 'RepaymentReceived' || reversed || repayment === undefined || !received) return [];
    return [{ id: repayment, text: `${euros(received.toString())} reçus le ${day(effectiveOn)}` }];
  });

/** Entries of money that stand. */
const entries = ({ events }: Situation): readonly Target[] =>
  events
    .filter(
      ({ fiscalYear, reversed, type }) => fiscalYear !== undefined && !reversed && type !== 'EntryReversed',
    )
    .map(({ eventId, type, effectiveOn }) => ({
      id: eventId,
      text: `${labelIn(FACTS, type)}, ${day(effectiveOn)}`,
    }));

const anomalies = ({ of }: Situation): readonly Target[] =>
  (of.anomalies ?? [])
    .filter(({ explanation }) => explanation === undefined)
    .map(({ id, code, on: seen }) => ({ id, text: `${ANOMALIES[code]}, le ${day(seen)}` }));

const lines = ({ of }: Situation): readonly Target[] =>
  of.lines.map(({ line }) => ({ id: line, text: lineName(of, line) }));

const NO_ORDER = 'Aucun ordre de reversement n’est émis.';

const lowering = [
  ['ordre-reduction', 'Réduire un ordre de reversement', 'cut'],
  ['ordre-annulation', 'Annuler un ordre de reversement', 'cancel'],
  ['ordre-non-valeur', 'Admettre un ordre en non-valeur', 'writeOff'],
] as const;

const letters = [
  ['relance', 'Enregistrer une relance', 'remind'],
  ['mise-en-demeure', 'Enregistrer une mise en demeure', 'giveNotice'],
] as const;

/** Money that comes back, entries put right, letters. */
export const reversementActs: readonly Act[] = [
  act({
    key: 'ordre',
    title: 'Ordonner un reversement',
    permission: 'reversement.order',
    targets: places,
    none: 'La convention n’a pas de volet financé.',
    dto: OrderReversement,
    fixed: inPlace,
    fields: ({ today }) => [
      on(today),
      amount('Montant', { optional: true, hint: 'Par défaut, tout le trop-perçu.' }),
      { name: 'title', label: 'Numéro du titre de perception', kind: 'text', optional: true },
      reason(),
      YEAR,
    ],
    by: ({ reversement }, { writing, id }, body) => reversement.order(writing, id, body),
  }),
  ...lowering.map(([key, title, method]) =>
    act({
      key,
      title,
      permission: 'reversement.cancel',
      targets: orders,
      none: NO_ORDER,
      dto: LowerReversement,
      fields: ({ today }) => [
        on(today),
        amount('Montant', { optional: true, hint: 'Par défaut, tout ce qui reste ouvert.' }),
        reason(),
      ],
      by: ({ reversement }, { writing, id, target }, body) => reversement[method](writing, id, target, body),
    }),
  ),
  act({
    key: 'ordre-contestation',
    title: 'Enregistrer une contestation',
    permission: 'reversement.contest',
    targets: orders,
    none: NO_ORDER,
    dto: ContestReversement,
    fields: ({ today }) => [on(today), reason()],
    by: ({ reversement }, { writing, id, target }, body) => reversement.contest(writing, id, target, body),
  }),
  act({
    key: 'encaissement',
    title: 'Enregistrer un reversement reçu',
    permission: 'repayment.receive',
    targets: orders,
    none: NO_ORDER,
    dto: ReceiveRepayment,
    fixed: ({ id }) => ({ order: id }),
    fields: ({ today }) => [on(today, 'Reçu le'), amount('Montant reçu'), ...YEARS],
    by: ({ reversement }, { writing, id }, body) => reversement.receive(writing, id, body),
  }),
  act({
    key: 'retablissement',
    title: 'Enregistrer un rétablissement de crédits',
    permission: 'credits.restore',
    targets: repayments,
    none: 'Aucun reversement n’est reçu.',
    dto: RestoreCredits,
    fixed: ({ id }) => ({ repayment: id }),
    fields: ({ today }) => [on(today), amount('Montant rétabli'), YEAR],
    by: ({ reversement }, { writing, id }, body) => reversement.restore(writing, id, body),
  }),
  act({
    key: 'contre-passation',
    title: 'Contre-passer une écriture fausse',
    permission: 'reversal.record',
    targets: entries,
    none: 'Aucune écriture.',
    dto: ReverseEntry,
    fixed: ({ id }) => ({ entry: id }),
    fields: () => [reason('Motif', 'motive'), GROUND],
    by: ({ reversement }, { writing, id }, body) => reversement.reverse(writing, id, body),
  }),
  act({
    key: 'anomalie',
    title: 'Expliquer une anomalie',
    permission: 'anomaly.explain',
    targets: anomalies,
    none: 'Aucune anomalie n’attend d’explication.',
    dto: ExplainAnomaly,
    fields: ({ today }) => [on(today), reason('Explication', 'explanation')],
    by: ({ correspondence }, { writing, id, target }, body) =>
      correspondence.explain(writing, id, target, body),
  }),
  ...letters.map(([key, title, method]) =>
    act({
      key,
      title,
      permission: 'letter.send',
      targets: whole,
      dto: SendLetter,
      fields: ({ today }) => [
        on(today, 'Envoyée le'),
        { name: 'subject', label: 'Objet', kind: 'text', probe: 'Objet' },
      ],
      by: ({ correspondence }, { writing, id }, body) => correspondence[method](writing, id, body),
    }),
  ),
  act({
    key: 'prescription',
    title: 'Enregistrer un acte interruptif de prescription',
    permission: 'prescription.interrupt',
    targets: whole,
    dto: InterruptPrescription,
    fields: ({ today }) => [
      on(today),
      {
        name: 'claim',
        label: 'Créance',
        kind: 'choice',
        choices: Object.entries(CLAIMS).map(([value, text]) => ({ value, text })),
      },
      { name: 'act', label: 'Acte écrit', kind: 'text', probe: 'Acte' },
    ],
    by: ({ correspondence }, { writing, id }, body) => correspondence.interrupt(writing, id, body),
  }),
  act({
    key: 'autre-financement',
    title: 'Déclarer une autre aide publique',
    permission: 'funding.declare',
    targets: lines,
    none: 'La convention n’a pas de volet financé.',
    dto: DeclareOtherFunding,
    fixed: ({ id }) => ({ line: id }),
    fields: ({ today }) => [
      on(today),
      { name: 'funder', label: 'Qui aide', kind: 'text', probe: 'Département' },
      amount('Montant'),
    ],
    by: ({ correspondence }, { writing, id }, body) => correspondence.declareFunding(writing, id, body),
  }),
];
