import { day, Euros, instant, rate } from '#kernel';
import type { ConventionFact, DataOf, StoredConventionFact } from './convention.events.js';
import { type Trace, traced } from './trace.js';

/* Short ways to write recorded facts. */

export const eur = (text: string): Euros => Euros.of(text);
export const noTrace: Trace = traced('test', 'test', {}, '0.00');

/** Writes histories: each fact with its effective date and, where it came late, the date of its recording. */
export class Recorder {
  readonly facts: StoredConventionFact[] = [];

  on(
    effectiveOn: string,
    fact: ConventionFact,
    more: { recordedOn?: string; fiscalYear?: number; actor?: string } = {},
  ): string {
    const version = this.facts.length + 1;
    const eventId = `event-${version}`;
    this.facts.push({
      fact,
      effectiveOn: day(effectiveOn),
      ...(more.fiscalYear === undefined ? {} : { fiscalYear: more.fiscalYear }),
      eventId,
      stream: 'convention-example',
      version,
      schemaVersion: 1,
      recordedAt: instant(`${more.recordedOn ?? effectiveOn}T12:00:00.000Z`),
      actor: more.actor ?? 'someone',
      role: 'gestionnaire',
      origin: { kind: 'typed' },
      basis: [],
      formula: 1,
      commandId: eventId,
      bodyHash: '',
      correlationId: eventId,
      position: BigInt(version),
    });
    return eventId;
  }
}

export const imputation: DataOf<'CommitmentRecorded'>['imputation'] = {
  programme: '0214',
  titre: '6',
  categorie: '63',
  action: '08',
  sousAction: '02',
  activite: '021404DI0205',
  pce: '653123',
  groupeMarchandises: '10.03.01',
  fondsDeConcours: '06.1.2.442',
};
const { activite: _, pce: __, groupeMarchandises: ___, ...axes } = imputation;

type Allocations = readonly (readonly [uai: string, quantity: number])[];

export function drafted(allocations: Allocations): ConventionFact {
  const advance = allocations.reduce((sum, [, quantity]) => sum + 2000n * BigInt(quantity), 0n);
  return {
    type: 'ConventionDrafted',
    data: {
      reference: 'EXEMPLE',
      title: 'Exemple',
      academie: 'grenoble',
      scheme: {
        stream: 'scheme-colleges_numeriques_2016_ecole',
        code: 'colleges_numeriques_2016_ecole',
        version: 1,
      },
      rounding: 'down',
      parties: [
        { id: 'academie', role: 'academie', name: 'Académie de Grenoble' },
        { id: 'commune', role: 'beneficiary', name: 'Crêts en Belledonne', legalType: 'commune' },
      ],
      visaRequired: false,
      validity: { years: 1 },
      noticeMonths: 3,
      schools: allocations.map(([uai]) => ({ uai, name: `École ${uai}` })),
      observations: [],
      fictitious: true,
      warnings: [],
      lines: [
        {
          id: 'equipment',
          flow: 'equipment',
          kind: 'on_expense',
          label: 'Équipement',
          payee: { legalType: 'commune', siret: '20005672500014', name: 'Crêts en Belledonne' },
          axes,
          advanceRate: rate('0.5'),
          tranches: [
            {
              id: '2016',
              label: '2016',
              advance: Euros.ofCents(advance * 100n),
              allocations: allocations.map(([uai, quantity]) => ({
                id: uai,
                uai,
                unit: 'classe_mobile',
                quantity,
                unitCeiling: eur('8000.00'),
                rate: rate('0.5'),
                maximum: Euros.ofCents(400_000n * BigInt(quantity)),
              })),
            },
          ],
        },
        {
          id: 'resources',
          flow: 'resources',
          kind: 'flat_grant',
          label: 'Ressources',
          payee: { legalType: 'eple', uai: '0380002W', name: 'Collège de référence' },
          axes,
          advanceRate: rate('1'),
          tranches: [
            {
              id: '2016',
              label: '2016',
              advance: eur('500.00'),
              allocations: [
                {
                  id: 'ecole',
                  uai: allocations[0]![0],
                  unit: 'ecole',
                  quantity: 1,
                  unitCeiling: eur('500.00'),
                  rate: rate('1'),
                  maximum: eur('500.00'),
                },
              ],
            },
          ],
        },
      ],
    },
  };
}

export const equipment = { line: 'equipment', tranche: '2016' };
export const resources = { line: 'resources', tranche: '2016' };
export const poste1 = { ej: '2101234567', poste: '1' };
export const poste2 = { ej: '2101234567', poste: '2' };

export function signed(party: string, complete: boolean): ConventionFact {
  return {
    type: 'ConventionSigned',
    data: { party, complete, ...(complete ? { validUntil: day('2017-10-14') } : {}) },
  };
}

export function committed(amount: string, of = equipment, poste = poste1): ConventionFact {
  return { type: 'CommitmentRecorded', data: { ...of, ...poste, amount: eur(amount), imputation } };
}

export function requested(
  payment: string,
  kind: DataOf<'PaymentRequested'>['kind'],
  amount: string,
  of = equipment,
  poste = poste1,
): ConventionFact {
  return {
    type: 'PaymentRequested',
    data: {
      payment,
      kind,
      ...of,
      ...poste,
      amount: eur(amount),
      dp: '100000001',
      account: 'account',
      trace: noTrace,
    },
  };
}

export function executed(
  payment: string,
  amount: string,
  of = equipment,
  correctsYear?: number,
): ConventionFact {
  const data = { payment, ...of, amount: eur(amount) };
  return { type: 'PaymentExecuted', data: correctsYear === undefined ? data : { ...data, correctsYear } };
}

export function released(amount: string): ConventionFact {
  return {
    type: 'CommitmentReleased',
    data: { ...equipment, ...poste1, amount: eur(amount), of: 'prior_years' },
  };
}

export function claimed(statement: string, amounts: readonly (readonly [string, string])[]): ConventionFact {
  return {
    type: 'ExpenseStatementSubmitted',
    data: {
      statement,
      ...equipment,
      certifiedExactOn: day('2017-03-01'),
      expenses: [],
      documents: [],
      claimed: amounts.map(([allocation, amount]) => ({ allocation, amount: eur(amount), quantity: 1 })),
    },
  };
}

export function certified(
  rows: readonly (readonly [
    allocation: string,
    accepted: string,
    quantity: number,
    cut: string,
    due: string,
  ])[],
  statement?: string,
): ConventionFact {
  return {
    type: 'ServiceFaitCertified',
    data: {
      certificate: 'certificate',
      ...equipment,
      final: true,
      cuts: [],
      invoices: [],
      trace: noTrace,
      ...(statement === undefined ? {} : { statement }),
      certified: rows.map(([allocation, accepted, quantity, cut, due]) => ({
        allocation,
        accepted: eur(accepted),
        quantity,
        cut: eur(cut),
        due: eur(due),
      })),
    },
  };
}
