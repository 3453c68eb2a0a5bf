import { onePagePdf } from '../../libs/hosting/demonstration/pdf.js';
import { COLLEGE, CRETS_SIRET, type Recorded, type World } from './world.js';

/* An agreement of the Crêts kind over HTTP. Dates of signature, SIRET, EJ and DP are fictitious. */

export const ECOLE = '0382460T';
export const UNIT = `${ECOLE}-classe_mobile`;
export const equipment = { line: 'equipment', tranche: '2016' };
export const resources = { line: 'resources', tranche: '2016' };

const axes = { programme: '0214', titre: '6', categorie: '63', action: '08', sousAction: '02' };

type Granted = Readonly<Record<string, number>>;

export interface Asked {
  readonly reference: string;
  /** Classes mobiles per UAI. */
  readonly schools?: Granted;
  /** The 500.00 of the reference collège. */
  readonly resources?: boolean;
  readonly ej?: string;
}

const equipmentLine = (schools: Granted) => ({
  id: 'equipment',
  flow: 'equipment',
  payee: { legalType: 'commune', siret: CRETS_SIRET, name: 'Commune de Crêts en Belledonne' },
  axes: { ...axes, fondsDeConcours: '06.1.2.442' },
  tranches: [
    {
      id: '2016',
      label: '2016',
      allocations: Object.entries(schools).map(([uai, quantity]) => ({
        uai,
        unit: 'classe_mobile',
        quantity,
      })),
    },
  ],
});

const resourcesLine = {
  id: 'resources',
  flow: 'resources',
  payee: { legalType: 'eple', uai: COLLEGE, name: 'Collège de référence' },
  axes,
  tranches: [{ id: '2016', label: '2016', allocations: [{ uai: ECOLE, unit: 'ecole', quantity: 1 }] }],
};

/** The body that drafts it. */
export function draftOf({ reference, schools = { [ECOLE]: 1 }, resources: grant = false }: Asked) {
  return {
    on: '2016-10-03',
    reference,
    title: 'Collèges numériques et innovation pédagogique',
    academie: 'grenoble',
    scheme: { code: 'colleges_numeriques_2016_ecole' },
    parties: [
      { id: 'academie', role: 'academie', name: 'Académie de Grenoble' },
      { id: 'commune', role: 'beneficiary', name: 'Commune de Crêts en Belledonne', siret: CRETS_SIRET },
    ],
    visaRequired: false,
    validity: { years: 1 },
    noticeMonths: 3,
    schools: Object.keys(schools).map(uai => ({
      uai,
      name: `École ${uai}`,
      referenceCollegeUai: COLLEGE,
      commune: 'Crêts en Belledonne',
      inseeCode: '38439',
      departement: 'Isère',
    })),
    lines: [equipmentLine(schools), ...(grant ? [resourcesLine] : [])],
    observations: [],
    fictitious: true,
  };
}

let nth = 0;

/** One agreement, and who does what in it: two persons wherever four eyes are wanted. */
export class Agreement {
  readonly ej: string;
  id = '';
  account = '';
  grantAccount = '';
  #dp: number;

  constructor(
    private readonly world: World,
    readonly asked: Asked,
  ) {
    nth += 1;
    this.ej = asked.ej ?? `21${String(nth).padStart(8, '0')}`;
    this.#dp = 100_000_000 + nth * 100;
  }

  get path(): string {
    return `/conventions/${this.id}`;
  }

  does(person: string, path: string, body: object): Promise<Recorded> {
    return this.world.does(person, `${this.path}${path}`, body);
  }

  async drafts(): Promise<void> {
    this.id = (await this.world.does('gestionnaire', '/conventions', draftOf(this.asked))).id;
  }

  /** Drafted, signed by both, with confirmed accounts. */
  async signs(on = '2016-10-14'): Promise<void> {
    await this.drafts();
    await this.does('ordonnateur', '/signatures', { on, party: 'academie' });
    await this.does('ordonnateur', '/signatures', { on, party: 'commune' });
    this.account = await this.confirmed(CRETS_SIRET, 'FR76 3000 1004 19C3 8400 0000 036', on);
    if (this.asked.resources) {
      this.grantAccount = await this.confirmed(COLLEGE, 'FR7699999000010000000000018', on);
    }
  }

  /** Registered by one, confirmed by another. */
  async confirmed(payee: string, iban: string, on: string): Promise<string> {
    const body = { on, payee, iban, holder: 'Trésorerie', validFrom: '2016-01-01' };
    const { entry } = await this.does('gestionnaire', '/bank-accounts', body);
    await this.does('ordonnateur', `/bank-accounts/${entry}/confirmation`, { on });
    return entry;
  }

  /** Signed and committed on 14/10/2016: the whole maximum on poste 1, the grant on poste 2. */
  async commits(amount: string, on = '2016-10-14'): Promise<void> {
    await this.does('gestionnaire', '/commitments', { on, ...equipment, ...this.poste(1), amount });
    if (!this.asked.resources) return;
    await this.does('gestionnaire', '/commitments', {
      on,
      ...resources,
      ...this.poste(2),
      amount: '500.00',
    });
  }

  poste(number: 1 | 2) {
    return { ej: this.ej, poste: String(number) };
  }

  /** The body of a request under the next DP; without an amount, all that is payable. */
  request(kind: 'advance' | 'balance' | 'grant', on: string, amount?: string) {
    const grant = kind === 'grant';
    this.#dp += 1;
    return {
      on,
      kind,
      ...(grant ? resources : equipment),
      ...this.poste(grant ? 2 : 1),
      dp: String(this.#dp),
      account: grant ? this.grantAccount : this.account,
      ...(amount === undefined ? {} : { amount }),
    };
  }

  async requests(kind: 'advance' | 'balance' | 'grant', on: string): Promise<string> {
    return (await this.does('gestionnaire', '/payments', this.request(kind, on))).entry;
  }

  executes(payment: string, on: string, more: object = {}): Promise<Recorded> {
    return this.does('autre-gestionnaire', `/payments/${payment}/execution`, { on, ...more });
  }

  async pays(kind: 'advance' | 'balance' | 'grant', requested: string, executed: string): Promise<string> {
    const payment = await this.requests(kind, requested);
    await this.executes(payment, executed);
    return payment;
  }

  /** One expense, unless said otherwise, delivered on 01/12/2016, with a supporting document. */
  async submits(on: string, ...expenses: readonly object[]): Promise<string> {
    const document = await this.uploads('etat.pdf', `État du ${on}`);
    const body = {
      on,
      ...equipment,
      certifiedExactOn: on,
      documents: [document],
      expenses: expenses.map(expense => ({
        label: 'Classe mobile',
        allocations: [UNIT],
        quantity: 1,
        deliveredOn: '2016-12-01',
        ...expense,
      })),
    };
    return (await this.does('gestionnaire', '/expense-statements', body)).entry;
  }

  certifies(on: string, statement: string, more: object = {}): Promise<Recorded> {
    const body = { on, ...equipment, statement, final: true, cuts: [], quantities: [], ...more };
    return this.does('gestionnaire', '/service-fait', body);
  }

  async uploads(name: string, text: string, person = 'gestionnaire'): Promise<string> {
    const { status, body } = await this.world.uploads(person, name, onePagePdf(name, [text]));
    if (status !== 201) throw new Error(JSON.stringify(body));
    return (body as { readonly sha256: string }).sha256;
  }
}
