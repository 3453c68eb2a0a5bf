import type { ConventionAnswer } from '../../answers/convention.answer.js';
import type { DeadlinesAnswer } from '../../answers/history.answer.js';
import { openOf } from '#ledger';
import { PAYMENT_KINDS, PAYMENT_STATUSES, day, quantity, STATEMENT_STATUSES } from '#wording';
import { Amount, Code, OnDay } from '../components/figures.js';
import { Table } from '../components/table.js';
import { paperOf } from './links.js';

export function Payments({ of }: { readonly of: ConventionAnswer }) {
  return (
    <Table<ConventionAnswer['payments'][number]>
      caption="Paiements"
      empty="Aucun paiement."
      rows={of.payments}
      columns={[
        {
          title: 'DP',
          show: ({ id, dp, dpPoste }) => (
            <>
              <Code>
                {dp}
                {dpPoste && ` / ${dpPoste}`}
              </Code>
              <small>
                <a
                  href={paperOf(of, 'liquidation', id)}
                  aria-label={`État liquidatif de la DP ${dp}, en PDF`}
                >
                  état liquidatif
                </a>
              </small>
            </>
          ),
        },
        { title: 'Nature', show: ({ kind }) => PAYMENT_KINDS[kind] },
        { title: 'Volet', words: true, show: place => placeOf(of, place) },
        {
          title: 'EJ, poste',
          show: ({ ej, poste }) => (
            <Code>
              {ej} / {poste}
            </Code>
          ),
        },
        { title: 'Demandé le', show: ({ requestedOn }) => <OnDay of={requestedOn} /> },
        { title: 'Demandé', figure: true, show: ({ amount }) => <Amount of={amount} /> },
        { title: 'Payé le', show: ({ executedOn }) => <OnDay of={executedOn} /> },
        {
          title: 'Payé',
          figure: true,
          show: ({ executedAmount }) =>
            executedAmount ? <Amount of={executedAmount} /> : <span class="none">—</span>,
        },
        { title: 'Situation', show: ({ status }) => PAYMENT_STATUSES[status] },
      ]}
    />
  );
}

export function Statements({ of }: { readonly of: ConventionAnswer }) {
  return (
    <>
      {of.statements.map(({ submittedOn, status, expenses, ...place }) => (
        <>
          <h3>
            État du {day(submittedOn)}, {placeOf(of, place)} : {STATEMENT_STATUSES[status]}
          </h3>
          <Table
            caption={`Dépenses de l’état du ${day(submittedOn)}`}
            empty="Aucune dépense."
            rows={expenses}
            columns={[
              { title: 'N°', show: ({ number }) => number },
              { title: 'Dépense', show: ({ label }) => label },
              { title: 'Lignes d’annexe', show: ({ allocations }) => allocations.join(', ') },
              { title: 'Unités', figure: true, show: ({ quantity: units }) => quantity(units) },
              { title: 'Livrée le', show: ({ deliveredOn }) => <OnDay of={deliveredOn} /> },
              {
                title: 'Facture',
                show: ({ invoice }) =>
                  invoice ? (
                    <>
                      {invoice.number}
                      <small>
                        <Code>{invoice.supplierSiret}</Code>
                      </small>
                    </>
                  ) : (
                    <span class="none">—</span>
                  ),
              },
              { title: 'Montant', figure: true, show: ({ amount }) => <Amount of={amount} /> },
            ]}
          />
        </>
      ))}
      {of.statements.length === 0 && <p class="none">Aucun état récapitulatif des dépenses.</p>}
    </>
  );
}

export function Orders({ of }: { readonly of: ConventionAnswer }) {
  return (
    <Table<ConventionAnswer['repaymentOrders'][number]>
      caption="Ordres de reversement"
      empty="Aucun ordre de reversement."
      rows={of.repaymentOrders}
      columns={[
        {
          title: 'Ordonné le',
          show: ({ id, orderedOn }) => (
            <>
              <OnDay of={orderedOn} />
              <small>
                <a href={paperOf(of, 'ordre', id)} aria-label={`Ordre du ${day(orderedOn)}, en PDF`}>
                  ordre
                </a>
              </small>
            </>
          ),
        },
        { title: 'Volet', words: true, show: place => placeOf(of, place) },
        { title: 'Ordonné', figure: true, show: ({ amount }) => <Amount of={amount} /> },
        { title: 'Encaissé', figure: true, show: ({ received }) => <Amount of={received} /> },
        { title: 'Annulé', figure: true, show: ({ cancelled }) => <Amount of={cancelled} /> },
        { title: 'Non-valeur', figure: true, show: ({ writtenOff }) => <Amount of={writtenOff} /> },
        { title: 'Ouvert', figure: true, show: order => <Amount of={openOf(order)} /> },
        { title: 'Contesté', show: ({ contested }) => (contested ? 'oui' : 'non') },
      ]}
    />
  );
}

export function Accounts({ of }: { readonly of: ConventionAnswer }) {
  return (
    <Table<ConventionAnswer['accounts'][number]>
      caption="Comptes bancaires"
      empty="Aucun compte bancaire."
      rows={of.accounts}
      columns={[
        { title: 'Bénéficiaire', show: ({ payee }) => <Code>{payee}</Code> },
        { title: 'IBAN', show: ({ iban }) => <Code>{iban.replaceAll(/(.{4})(?=.)/g, '$1 ')}</Code> },
        { title: 'Titulaire', show: ({ holder }) => holder },
        { title: 'À partir du', show: ({ validFrom }) => <OnDay of={validFrom} /> },
        { title: 'Jusqu’au', show: ({ lastDay }) => <OnDay of={lastDay} /> },
        {
          title: 'Confirmé',
          show: ({ confirmed }) => (confirmed ? 'oui' : 'non, attend une seconde personne'),
        },
      ]}
    />
  );
}

const DEADLINES = [
  ['endOfValidity', 'Fin de validité'],
  ['renewal', 'Reconduction'],
  ['endOfNotice', 'Fin du préavis'],
  ['committee', 'Comité de pilotage à réunir'],
  ['forceMajeureTermination', 'Force majeure : résiliation possible à partir du'],
  ['equipmentReturn', 'Équipements à restituer'],
  ['statementDue', 'État récapitulatif des dépenses attendu'],
  ['useDue', 'Emploi des dotations à déclarer'],
  ['financialReportDue', 'Bilan financier attendu (art. 8)'],
  ['prescriptionOnState', 'Prescription des créances sur l’État (loi n° 68-1250)'],
  ['documentsKeptUntil', 'Conservation des pièces (décret n° 2012-1246, art. 52)'],
] as const satisfies readonly (readonly [keyof DeadlinesAnswer, string])[];

export function Dates({ deadlines }: { readonly deadlines: DeadlinesAnswer }) {
  const known = DEADLINES.filter(([name]) => deadlines[name] !== undefined);
  return (
    <dl class="pairs">
      {known.flatMap(([name, title]) => [
        <dt>{title}</dt>,
        <dd>
          <OnDay of={deadlines[name]} />
          {deadlines[name]! < deadlines.on && <span class="none"> (passée)</span>}
        </dd>,
      ])}
      {deadlines.prescriptionOfState?.flatMap(({ until }) => [
        <dt>Prescription d’un ordre ouvert (Code civil, art. 2224)</dt>,
        <dd>
          <OnDay of={until} />
        </dd>,
      ])}
    </dl>
  );
}

/** The labels of a line and of its tranche, rather than their names in the text. */
function placeOf(
  { lines }: ConventionAnswer,
  { line, tranche }: { readonly line: string; readonly tranche: string },
) {
  const found = lines.find(known => known.line === line);
  const label = found?.tranches.find(known => known.tranche === tranche)?.label ?? tranche;
  return `${found?.label ?? line}, ${label}`;
}
