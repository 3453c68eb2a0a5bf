import type { CertifiedExpense, CertifiedShare, ServiceFaitCertificate } from '#read-models';
import { day, fr } from '#wording';
import type { Column } from '../column.js';
import type { Deliverable } from '../deliverable.js';
import { printedTable } from '../pdf/printed-table.js';
import { documentDeliverable } from './document.js';
import { headFacts, lineFacts, traceBlocks } from './parts.js';

type ExpenseLine = Omit<CertifiedExpense, 'reasons'> & { readonly reason: string };

const EXPENSES: readonly Column<ExpenseLine>[] = [
  { key: 'number', title: 'N°', kind: 'identifier' },
  { key: 'label', title: 'Dépense', kind: 'text' },
  { key: 'supplier', title: 'Fournisseur', kind: 'identifier' },
  { key: 'invoice', title: 'Facture', kind: 'identifier' },
  { key: 'deliveredOn', title: 'Livrée le', kind: 'day' },
  { key: 'quantity', title: 'Quantité', kind: 'quantity' },
  { key: 'amount', title: 'Déclaré', kind: 'amount' },
  { key: 'cut', title: 'Écarté', kind: 'amount' },
  { key: 'reason', title: 'Motif', kind: 'text' },
];

const SHARES: readonly Column<CertifiedShare>[] = [
  { key: 'uai', title: 'UAI', kind: 'identifier' },
  { key: 'school', title: 'Établissement', kind: 'text' },
  { key: 'unit', title: 'Unité', kind: 'text' },
  { key: 'quantity', title: 'Quantité acceptée', kind: 'quantity' },
  { key: 'accepted', title: 'Dépense acceptée', kind: 'amount' },
  { key: 'cut', title: 'Dépense écartée', kind: 'amount' },
  { key: 'due', title: 'Montant dû', kind: 'amount' },
];

/** The certificat de service fait, with what was cut and why. */
export async function serviceFaitDocument(certificate: ServiceFaitCertificate): Promise<Deliverable> {
  const { reference, final, certifiedOn, certifiedBy, statement, reversed, shares } = certificate;
  const expenses = certificate.expenses.map(({ reasons, ...expense }) => ({
    ...expense,
    reason: reasons.join(' ; '),
  }));
  const listed = await printedTable({ name: 'depenses', title: '', columns: EXPENSES, rows: expenses });
  const shared = await printedTable({ name: 'parts', title: '', columns: SHARES, rows: shares });
  return documentDeliverable({
    name: `service-fait-${reference}`,
    title: 'Certificat de service fait',
    subtitle: fr`${final ? 'Constatation définitive' : 'Constatation intermédiaire'} du ${day(certifiedOn)}`,
    paper: listed.paper === 'wide' || shared.paper === 'wide' ? 'landscape' : listed.paper,
    figures: {
      certificate: certificate.certificate,
      certifiedOn,
      expenses: expenses.map(({ number, amount, cut }) => ({ number, amount, cut })),
      shares: shares.map(({ uai, unit, quantity, accepted, cut, due }) => ({
        uai,
        unit,
        quantity,
        accepted,
        cut,
        due,
      })),
    },
    amounts: Object.fromEntries(
      shares.flatMap(({ uai, unit, accepted, cut, due }) => [
        [`${uai} ${unit}, accepté`, accepted],
        [`${uai} ${unit}, écarté`, cut],
        [`${uai} ${unit}, dû`, due],
      ]),
    ),
    blocks: [
      {
        type: 'facts',
        facts: [
          ...headFacts(certificate),
          ...lineFacts(certificate),
          ['Certifié par', certifiedBy],
          ...(reversed ? [['État', 'contre-passé : ce certificat est sans effet'] as const] : []),
        ],
      },
      {
        type: 'paragraph',
        text: fr`Je soussigné, agissant par délégation du recteur, certifie la réalité des dépenses ci-dessous et leur conformité à la convention, dans la limite de ce qui est accepté.`,
      },
      { type: 'heading', text: 'Dépenses examinées' },
      ...(statement === null
        ? [
            {
              type: 'paragraph' as const,
              text: 'Aucun état récapitulatif des dépenses : rien n’a été dépensé.',
            },
          ]
        : listed.blocks),
      { type: 'heading', text: 'Ce qui est accepté, cumulé depuis l’origine' },
      ...shared.blocks,
      ...traceBlocks('Calcul du montant dû', certificate.trace),
      { type: 'signature', text: 'Date, qualité et signature :' },
    ],
  });
}
