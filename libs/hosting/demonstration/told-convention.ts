import { type Day, Euros, rate } from '#kernel';
import type { CertifyServiceFait, SubmitStatement } from '#ledger';
import { dpOf, ejOf, fictitiousIban } from './identifiers.js';
import { dueFor, expensesOf, type Spent } from './spending.js';
import { draftOf, type GrantedLine, linesOf, type Project, trancheOn } from './project.js';
import { type Circumstances, daysAfter, type Person, Story } from './story.js';

/** The two persons of an académie that a payment takes. */
export interface Staff {
  readonly gestionnaire: Person;
  readonly ordonnateur: Person;
}

/** A convention told in the words of its life; days are numbers of days after its signature, day 0. */
export class ToldConvention {
  readonly story: Story;
  readonly equipment: GrantedLine;
  readonly resources: readonly GrantedLine[];
  readonly ej: string;
  /** What is due for the equipment, after `certify`. */
  due = Euros.zero;
  readonly #accounts = new Map<string, string>();
  #payments = 0;
  #expenses: SubmitStatement['expenses'] = [];

  constructor(
    readonly project: Project,
    readonly staff: Staff,
    readonly signedOn: Day,
    nth: number,
  ) {
    this.story = new Story(project.key, nth, staff.gestionnaire);
    const [equipment, ...resources] = linesOf(project);
    this.equipment = equipment!;
    this.resources = resources;
    this.ej = ejOf(nth);
  }

  on(days: number): Day {
    return daysAfter(this.signedOn, days);
  }

  draft(days: number): this {
    this.story.ask(this.staff.gestionnaire, this.on(days), draftOf(this.project, this.signedOn));
    return this;
  }

  visa(days: number): this {
    this.story.ask(this.staff.ordonnateur, this.on(days), { type: 'GiveVisa' });
    return this;
  }

  /** Drafted, seen by the budget controller where it must be, signed by both on day 0. */
  sign(): this {
    this.draft(-35);
    if (this.project.visaRequired) this.visa(-12);
    this.signAs('academie').signAs('beneficiaire');
    return this;
  }

  signAs(party: 'academie' | 'beneficiaire'): this {
    this.story.ask(this.staff.ordonnateur, this.on(0), { type: 'SignConvention', party });
    return this;
  }

  /** Accounts registered by one and confirmed by the other, and the EJ of all lines. */
  commit(days: number): this {
    const { gestionnaire, ordonnateur } = this.staff;
    for (const [index, line] of this.#lines().entries()) {
      this.#accounts.set(line.id, this.#registerAccount(days, line, index));
      const amount = line.maximum;
      this.story.ask(gestionnaire, this.on(days), {
        type: 'RecordCommitment',
        ...this.placeOf(line),
        ...this.posteOf(line),
        amount,
      });
    }
    for (const account of this.#accounts.values()) {
      this.story.ask(ordonnateur, this.on(days), { type: 'ConfirmAccount', account });
    }
    return this;
  }

  #registerAccount(days: number, { payee }: GrantedLine, index: number): string {
    return this.story.ask(this.staff.gestionnaire, this.on(days), {
      type: 'RegisterAccount',
      payee: payee.siret ?? payee.uai!,
      iban: fictitiousIban(this.story.nth * 100 + index),
      holder: payee.name,
      validFrom: this.signedOn,
    });
  }

  accountOf(line: GrantedLine): string {
    return this.#accounts.get(line.id)!;
  }

  /** Asks for a payment of all that is payable. */
  request(kind: 'advance' | 'balance' | 'grant', days: number, line = this.equipment): string {
    this.#payments += 1;
    return this.story.ask(this.staff.gestionnaire, this.on(days), {
      type: 'RequestPayment',
      kind,
      ...this.placeOf(line),
      ...this.posteOf(line),
      dp: this.nextDp(),
      account: this.accountOf(line),
    });
  }

  nextDp(): string {
    return dpOf(this.story.nth, this.#payments);
  }

  /** The accountant paid; often it is recorded some days later. */
  execute(
    payment: string,
    days: number,
    late = 0,
    more: { amount?: Euros; correctsYear?: number; fiscalYear?: number } = {},
  ): string {
    return this.story.ask(
      this.staff.ordonnateur,
      this.on(days),
      { type: 'ExecutePayment', payment, ...more },
      this.late(days, late),
    );
  }

  late(days: number, late: number): Circumstances {
    return late === 0 ? {} : { recordedOn: this.on(days + late) };
  }

  /** Signed, committed, the advance paid; and the resources, unless left out. */
  payAdvance(options: { resources?: boolean; late?: number } = {}): this {
    this.sign().commit(3);
    const payments = [this.request('advance', 6)];
    if (options.resources !== false) {
      payments.push(...this.resources.map(line => this.request('grant', 6, line)));
    }
    for (const payment of payments) this.execute(payment, 13, options.late ?? 0);
    return this;
  }

  /** A certified statement of expenses with its invoices; its id. */
  state(days: number, spent: Spent): string {
    const { gestionnaire } = this.staff;
    this.#expenses = expensesOf(this, days, spent);
    const document = this.paper(days, 'etat-recapitulatif.pdf', 'État récapitulatif des dépenses', [
      ...this.#expenses.map(
        ({ label, amount, invoice }) => `${label} : ${amount} EUR, facture ${invoice!.number}`,
      ),
      `Total : ${Euros.sum(this.#expenses.map(({ amount }) => amount))} EUR TTC`,
      'Certifié exact par le bénéficiaire de la subvention.',
    ]);
    return this.story.ask(gestionnaire, this.on(days), {
      type: 'SubmitStatement',
      ...this.placeOf(this.equipment),
      certifiedExactOn: this.on(days - 4),
      expenses: this.#expenses,
      documents: [document],
    });
  }

  /** The final service fait, less what is cut; sets `due`. */
  certify(statement: string, days: number, cuts: CertifyServiceFait['cuts'] = []): string {
    this.due = dueFor(this.equipment, this.#expenses, cuts);
    return this.story.ask(this.staff.gestionnaire, this.on(days), {
      type: 'CertifyServiceFait',
      ...this.placeOf(this.equipment),
      statement,
      final: true,
      cuts,
      quantities: [],
    });
  }

  /** From the statement to the balance, paid; and the release of what is left of the EJ. */
  payBalance(days: number, spent: Spent, cuts: CertifyServiceFait['cuts'] = []): this {
    this.certify(this.state(days, spent), days + 12, cuts);
    this.execute(this.request('balance', days + 15), days + 23, 2);
    const left = this.equipment.maximum.minus(this.due);
    return left.isPositive ? this.release(days + 30, left) : this;
  }

  release(days: number, amount: Euros, line = this.equipment): this {
    this.story.ask(this.staff.gestionnaire, this.on(days), {
      type: 'ReleaseCommitment',
      ...this.placeOf(line),
      ...this.posteOf(line),
      amount,
    });
    return this;
  }

  /** The final use of each grant of resources, all of it unless a share of it. */
  useResources(days: number, share = '1'): this {
    for (const line of this.resources) {
      const used = line.allocations
        .filter(({ maximum }) => maximum.isPositive)
        .map(({ id, maximum }) => ({
          allocation: id,
          amount: Euros.product([maximum, rate(share)], 'down'),
        }));
      const place = this.placeOf(line);
      const { gestionnaire } = this.staff;
      const use = this.story.ask(gestionnaire, this.on(days), {
        type: 'DeclareUse',
        ...place,
        final: true,
        used,
        documents: [],
      });
      this.story.ask(gestionnaire, this.on(days), { type: 'AcceptUse', use });
    }
    return this;
  }

  /** A project given up: nothing was spent, on the ground of a written notice. */
  drop(days: number): this {
    const ground = this.paper(days, 'renoncement.pdf', 'Renoncement au projet', [
      `${this.project.payee.name} renonce au projet ; aucune dépense n’a été faite.`,
    ]);
    const asked = { ...this.placeOf(this.equipment), final: true, cuts: [], quantities: [] };
    this.story.ask(
      this.staff.gestionnaire,
      this.on(days),
      { type: 'CertifyServiceFait', ...asked },
      { ground },
    );
    return this;
  }

  /** Orders back all that was paid above what is due; the order's id. */
  order(days: number, reason: string, line = this.equipment): string {
    return this.story.ask(this.staff.ordonnateur, this.on(days), {
      type: 'OrderReversement',
      ...this.placeOf(line),
      title: `TP-${this.story.nth}-${days}`,
      reason,
    });
  }

  receive(order: string, days: number, amount: Euros): string {
    return this.story.ask(this.staff.gestionnaire, this.on(days), {
      type: 'ReceiveRepayment',
      order,
      amount,
    });
  }

  report(days: number): this {
    const document = this.paper(days, 'bilan-financier.pdf', 'Bilan financier', [
      `Convention ${this.project.reference}`,
      'Bilan de l’exécution du projet au terme de la convention (art. 8).',
    ]);
    this.story.ask(this.staff.gestionnaire, this.on(days), { type: 'ReceiveFinancialReport', document });
    return this;
  }

  close(days: number): this {
    this.story.ask(this.staff.ordonnateur, this.on(days), { type: 'CloseConvention' });
    return this;
  }

  paper(days: number, name: string, title: string, lines: readonly string[]): string {
    const all = [`Convention ${this.project.reference}`, this.project.payee.name, '', ...lines];
    return this.story.document(name, this.staff.gestionnaire, this.on(days), title, all);
  }

  placeOf(line: GrantedLine): { line: string; tranche: string } {
    return { line: line.id, tranche: trancheOn(this.signedOn) };
  }

  posteOf(line: GrantedLine): { ej: string; poste: string } {
    return { ej: this.ej, poste: String(this.#lines().indexOf(line) + 1) };
  }

  #lines(): readonly GrantedLine[] {
    return (this.#all ??= [this.equipment, ...this.resources]);
  }
  #all: readonly GrantedLine[] | undefined;
}
