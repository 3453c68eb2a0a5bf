import type { Day } from '#kernel';
import type { DraftConvention, LineAsked } from './draft-asked.js';
import type { SubmitStatement } from './expense.decisions.js';
import { eur, Journey, on } from './journey.testing.js';
import { referenceSchemes } from '../reference-data/schemes.js';
import type { RequestPayment } from './payment.decisions.js';
import type { CertifyServiceFait } from './service-fait.decisions.js';

/* The Crêts agreement in commands. Dates of signature, SIRET, EJ and DP are fictitious. */

export const ECOLE = '0382460T';
export const COLLEGE = '0380002W';
export const COMMUNE = '20005672500019';
export const SUPPLIER = '55204486200019';
export const SCHEME = 'colleges_numeriques_2016_ecole';
export const DOCUMENT = 'a'.repeat(64);
export const IBAN = 'FR763000100419C384000000036';
export const EJ = '2101234567';

export const equipment = { line: 'equipment', tranche: '2016' };
export const resources = { line: 'resources', tranche: '2016' };
export const poste1 = { ej: EJ, poste: '1' };
export const poste2 = { ej: EJ, poste: '2' };

const axes = { programme: '0214', titre: '6', categorie: '63', action: '08', sousAction: '02' };

type Granted = readonly (readonly [uai: string, quantity: number])[];

export function equipmentLine(schools: Granted, unit = 'classe_mobile'): LineAsked {
  return {
    id: 'equipment',
    flow: 'equipment',
    payee: { legalType: 'commune', siret: COMMUNE, name: 'Commune de Crêts en Belledonne' },
    axes: { ...axes, fondsDeConcours: '06.1.2.442' },
    tranches: [
      {
        id: '2016',
        label: '2016',
        allocations: schools.map(([uai, quantity]) => ({ uai, unit, quantity })),
      },
    ],
  };
}

export const resourcesLine: LineAsked = {
  id: 'resources',
  flow: 'resources',
  payee: { legalType: 'eple', uai: COLLEGE, name: 'Collège de référence' },
  axes,
  tranches: [{ id: '2016', label: '2016', allocations: [{ uai: ECOLE, unit: 'ecole', quantity: 1 }] }],
};

export function draft(
  schools: Granted = [[ECOLE, 1]],
  changes: Partial<DraftConvention> = {},
): DraftConvention {
  return {
    type: 'DraftConvention',
    on: on('2016-10-01'),
    reference: 'CRETS-2016',
    title: 'Collèges numériques et innovation pédagogique',
    academie: 'grenoble',
    scheme: { code: SCHEME },
    parties: [
      { id: 'academie', role: 'academie', name: 'Académie de Grenoble' },
      { id: 'commune', role: 'beneficiary', name: 'Commune de Crêts en Belledonne', siret: COMMUNE },
    ],
    visaRequired: false,
    validity: { years: 1 },
    noticeMonths: 3,
    schools: schools.map(([uai]) => ({ uai, name: `École ${uai}`, referenceCollegeUai: COLLEGE })),
    lines: [equipmentLine(schools), ...(schools.some(([uai]) => uai === ECOLE) ? [resourcesLine] : [])],
    observations: ['L’article 7.1 écrit 8 000 € où les autres clauses donnent 4 000 €.'],
    fictitious: true,
    ...changes,
  };
}

export const sign = (party: string, date = '2016-10-14') =>
  ({ type: 'SignConvention', on: on(date), party }) as const;

export const register = (payee: string, date = '2016-10-14') =>
  ({
    type: 'RegisterAccount',
    on: on(date),
    payee,
    iban: IBAN,
    holder: 'TRESORERIE ALLEVARD',
    validFrom: on('2016-01-01'),
  }) as const;

export const confirm = (account: string, date = '2016-10-14') =>
  ({ type: 'ConfirmAccount', on: on(date), account }) as const;

export const commit = (amount: string, of = equipment, poste = poste1, date = '2016-10-14') =>
  ({ type: 'RecordCommitment', on: on(date), ...of, ...poste, amount: eur(amount) }) as const;

/** Drafted 01/10/2016 and signed 14/10/2016, with a confirmed account for the commune and for the collège. */
export class Crets extends Journey {
  readonly communeAccount: string;
  readonly collegeAccount: string;
  private dp = 100_000_000;

  constructor(asked: DraftConvention = draft(), more: ConstructorParameters<typeof Journey>[0] = {}) {
    super(more);
    this.does(asked);
    this.does(sign('academie'));
    this.does(sign('commune'));
    this.communeAccount = this.does(register(COMMUNE));
    this.does(confirm(this.communeAccount));
    this.collegeAccount = '';
    if (asked.lines.some(({ id }) => id === 'resources')) {
      this.collegeAccount = this.does(register(COLLEGE));
      this.does(confirm(this.collegeAccount));
    }
  }

  /** The same with the commitments of 14/10/2016: 4 000.00 on poste 1, 500.00 on poste 2. */
  static committed(asked: DraftConvention = draft(), amount = '4000.00'): Crets {
    const crets = new Crets(asked);
    crets.does(commit(amount));
    if (crets.collegeAccount !== '') crets.does(commit('500.00', resources, poste2));
    return crets;
  }

  /** The same with the advance executed on 27/10/2016. */
  static advanced(asked: DraftConvention = draft(), amount = '4000.00'): Crets {
    const crets = Crets.committed(asked, amount);
    crets.pays('advance', '2016-10-20', '2016-10-27');
    return crets;
  }

  /** One school with so many pupils at 380 € and 50 %, of the scheme for collèges, paid to the commune. */
  static ofPupils(pupils: number): Crets {
    const { flows, ...college } = referenceSchemes[1]!;
    const code = 'essai_eleves';
    const forCommunes = flows.map(flow => ({ ...flow, beneficiaryTypes: ['commune' as const] }));
    const lines = [equipmentLine([[ECOLE, pupils]], 'eleve')];
    return new Crets(draft(undefined, { scheme: { code }, lines }), {
      schemes: [{ ...college, code, flows: forCommunes }],
    });
  }

  /** A request on the equipment line, under the next DP; default: of all that is payable. */
  request(
    kind: RequestPayment['kind'],
    date: string,
    amount?: string,
    changes: Partial<RequestPayment> = {},
  ): RequestPayment {
    const grant = kind === 'grant';
    this.dp += 1;
    return {
      type: 'RequestPayment',
      on: on(date),
      ...(grant ? resources : equipment),
      ...(grant ? poste2 : poste1),
      kind,
      dp: String(this.dp),
      account: grant ? this.collegeAccount : this.communeAccount,
      ...(amount === undefined ? {} : { amount: eur(amount) }),
      ...changes,
    };
  }

  /** Requested and executed: gives the payment's id. */
  pays(kind: RequestPayment['kind'], requested: string, executed: string, amount?: string): string {
    const payment = this.does(this.request(kind, requested, amount));
    this.does({ type: 'ExecutePayment', on: on(executed), payment });
    return payment;
  }

  /** A statement submitted and certified on one day. */
  certifies(
    date: string,
    expenses: readonly ExpenseAsked[],
    changes: Partial<CertifyServiceFait> = {},
  ): string {
    const statement = this.does(submit(date, expenses));
    return this.does(certify(date, statement, changes));
  }
}

export type ExpenseAsked = Partial<SubmitStatement['expenses'][number]> & {
  readonly amount: ReturnType<typeof eur>;
};

/** One expense of the école, one classe mobile delivered on 01/12/2016, unless said otherwise. */
export function expense(amount: string, changes: Omit<ExpenseAsked, 'amount'> = {}): ExpenseAsked {
  return { ...changes, amount: eur(amount) };
}

export function submit(
  date: string,
  expenses: readonly ExpenseAsked[],
  changes: Partial<SubmitStatement> = {},
): SubmitStatement {
  const certifiedExactOn: Day = on(date);
  return {
    type: 'SubmitStatement',
    on: on(date),
    ...equipment,
    certifiedExactOn,
    documents: [DOCUMENT],
    expenses: expenses.map(asked => ({
      label: 'Classe mobile',
      allocations: [`${ECOLE}-classe_mobile`],
      quantity: 1,
      deliveredOn: on('2016-12-01'),
      ...asked,
    })),
    ...changes,
  };
}

export function certify(
  date: string,
  statement: string | undefined,
  changes: Partial<CertifyServiceFait> = {},
): CertifyServiceFait {
  return {
    type: 'CertifyServiceFait',
    on: on(date),
    ...equipment,
    ...(statement === undefined ? {} : { statement }),
    final: true,
    cuts: [],
    quantities: [],
    ...changes,
  };
}
