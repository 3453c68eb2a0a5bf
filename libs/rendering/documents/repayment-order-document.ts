import type { RepaymentOrder } from '#read-models';
import { day, euros, fr } from '#wording';
import type { Deliverable } from '../deliverable.js';
import { documentDeliverable } from './document.js';
import { headFacts, lineFacts, traceBlocks } from './parts.js';

/** The ordre de reversement with les bases de la liquidation (décret 2012-1246, art. 24). */
export function repaymentOrderDocument(order: RepaymentOrder): Deliverable {
  const { reference, amount, received, cancelled, writtenOff, open, orderedOn } = order;
  return documentDeliverable({
    name: `ordre-de-reversement-${reference}`,
    title: 'Ordre de reversement',
    subtitle: fr`${euros(amount)}, ordonné le ${day(orderedOn)}`,
    paper: 'portrait',
    figures: { order: order.order, orderedOn, amount, received, cancelled, writtenOff, open },
    amounts: {
      'Somme à reverser': amount,
      Encaissé: received,
      Annulé: cancelled,
      'Admis en non-valeur': writtenOff,
      'Reste à recouvrer': open,
    },
    blocks: [
      { type: 'facts', facts: [...headFacts(order), ...lineFacts(order)] },
      { type: 'heading', text: 'Ce qui est demandé' },
      {
        type: 'facts',
        facts: [
          ['Débiteur', order.payeeName],
          ['Somme à reverser', euros(amount)],
          ['Titre de perception', order.titre ?? 'non encore émis'],
          ['Motif', order.reason],
          ['Ordonné par', order.orderedBy],
          ...(order.reversed ? [['État', 'contre-passé : cet ordre est sans effet'] as const] : []),
          ...(order.contested ? [['État', 'contesté par le débiteur'] as const] : []),
        ],
      },
      ...traceBlocks('Bases de la liquidation', order.bases),
      { type: 'heading', text: 'Recouvrement' },
      {
        type: 'facts',
        facts: [
          ['Encaissé', euros(received)],
          ['Annulé', euros(cancelled)],
          ['Admis en non-valeur', euros(writtenOff)],
          ['Reste à recouvrer', euros(open)],
        ],
      },
      { type: 'signature', text: 'L’ordonnateur, date et signature :' },
    ],
  });
}
