import type { PaymentSettlement } from '#read-models';
import { day, euros, fr, labelIn, PAYMENT_KINDS, PAYMENT_STATUSES } from '#wording';
import type { Deliverable } from '../deliverable.js';
import type { Block } from '../pdf/document.js';
import { documentDeliverable } from './document.js';
import { headFacts, lineFacts, settlementAmounts, settlementFacts, traceBlocks } from './parts.js';

/** The état liquidatif of a payment; after a correction, the rectificatif with both versions side by side. */
export function settlementDocument(settlement: PaymentSettlement): Deliverable {
  const { corrected, kind, reference, requestedOn, asRequested, now, payment } = settlement;
  const what = labelIn(PAYMENT_KINDS, kind);
  return documentDeliverable({
    name: `etat-liquidatif-${reference}`,
    title: corrected ? 'État liquidatif rectificatif' : 'État liquidatif',
    subtitle: fr`${what[0]!.toUpperCase()}${what.slice(1)}, demande du ${day(requestedOn)} : ${euros(now.amount)}`,
    paper: 'portrait',
    figures: { payment, requestedOn, asRequested: { ...asRequested }, now: { ...now } },
    amounts: Object.fromEntries(settlementAmounts(now)),
    blocks: [
      { type: 'facts', facts: [...headFacts(settlement), ...lineFacts(settlement)] },
      { type: 'heading', text: 'Paiement' },
      { type: 'facts', facts: paymentFacts(settlement) },
      ...(corrected ? versions(settlement) : bases(settlement)),
      ...traceBlocks('Calcul enregistré avec la demande', settlement.trace),
      {
        type: 'signature',
        text: fr`Arrêté le présent état à la somme de ${euros(now.amount)}. L’ordonnateur, date et signature :`,
      },
    ],
  });
}

function paymentFacts(settlement: PaymentSettlement) {
  const { ej, poste, dp, dpPoste, iban, status, executedOn, reversed } = settlement;
  return [
    ['Engagement juridique', fr`${ej}, poste ${poste}`],
    ['Demande de paiement', dpPoste === null ? dp : fr`${dp}, poste ${dpPoste}`],
    ['Compte à créditer', iban === null ? 'non indiqué' : iban.replaceAll(/(.{4})(?=.)/g, '$1 ')],
    ['État', reversed ? 'contre-passé' : labelIn(PAYMENT_STATUSES, status)],
    ...(executedOn === null ? [] : [['Payé le', day(executedOn)] as const]),
  ] as const;
}

function bases({ now }: PaymentSettlement): readonly Block[] {
  return [
    { type: 'heading', text: 'Bases de la liquidation' },
    { type: 'facts', facts: settlementFacts(now) },
  ];
}

function versions({ asRequested, now, requestedOn }: PaymentSettlement): readonly Block[] {
  return [
    { type: 'heading', text: 'Bases de la liquidation, avant et après correction' },
    {
      type: 'notice',
      text: fr`Une écriture enregistrée depuis la demande a changé ces chiffres. Ce rectificatif annule et remplace l’état liquidatif établi sur la demande du ${day(requestedOn)}.`,
    },
    {
      type: 'versions',
      left: { title: 'Tel que demandé', facts: settlementFacts(asRequested) },
      right: { title: 'Tel que connu aujourd’hui', facts: settlementFacts(now, asRequested) },
    },
  ];
}
