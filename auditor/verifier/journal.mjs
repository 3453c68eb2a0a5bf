import { EFFECTS } from './facts.mjs';
import { byText, euros } from './shares.mjs';
import { ACCOUNTS } from './stocks.mjs';
import { Timeline } from './timeline.mjs';

// Des enregistrements, dans l’ordre de leurs positions, au journal en partie double et au fichier des écritures.

const LABELS = {
  ConventionSigned: 'Convention signée',
  AvenantSigned: 'Avenant signé',
  TrancheMadeFirm: 'Tranche affermie',
  TrancheAbandoned: 'Tranche abandonnée',
  HeadCountObserved: 'Effectifs constatés',
  GrantNotified: 'Crédits notifiés',
  ConventionReduced: 'Subvention diminuée',
  CommitmentRecorded: 'Engagement enregistré',
  CommitmentRaised: 'Engagement augmenté',
  CommitmentLowered: 'Engagement diminué',
  CommitmentReleased: 'Engagement retiré',
  PaymentRequested: 'Paiement demandé',
  PaymentCancelled: 'Demande de paiement annulée',
  PaymentRejected: 'Demande de paiement rejetée',
  PaymentExecuted: 'Paiement exécuté',
  PaymentReturned: 'Paiement retourné par la banque',
  PaymentReissued: 'Paiement réémis',
  PaymentAbandoned: 'Paiement retourné abandonné',
  PaymentObserved: 'Paiement constaté sans demande',
  ServiceFaitCertified: 'Service fait constaté',
  ResourceUseAccepted: 'Emploi de la dotation accepté',
  CarryOverAuthorised: 'Report de la dotation autorisé',
  GrantReassigned: 'Dotation réaffectée',
  ReversementOrdered: 'Reversement ordonné',
  ReversementCut: 'Ordre de reversement réduit',
  ReversementCancelled: 'Ordre de reversement annulé',
  ReversementWrittenOff: 'Créance admise en non-valeur',
  RepaymentReceived: 'Reversement encaissé',
  CreditsRestored: 'Crédits rétablis',
  EntryReversed: 'Écriture contre-passée',
};

const TAGS = [
  ['ej', 'ej'],
  ['poste', 'poste'],
  ['dp', 'dp'],
  ['payment', 'paiement'],
  ['order', 'ordre'],
  ['repayment', 'encaissement'],
  ['certificate', 'certificat'],
  ['entry', 'contrepasse'],
];

const FEC_COLUMNS =
  'JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate ' +
  'EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise';

const HEAD = [
  '; Journal des conventions, en partie double : toutes les écritures',
  '; Lire avec LANG=C.UTF-8. Comptes et règles : docs/journal.md.',
  '',
  ...['fait', 'evenement', 'exercice', 'enregistre', ...TAGS.map(([, tag]) => tag)].map(tag => `tag ${tag}`),
  '',
  'commodity EUR',
  '    format 1000.00 EUR',
  '',
  ...ACCOUNTS.flatMap(([name, type, label]) => [`account ${name}`, `    ; type: ${type}`, `    ; ${label}`]),
  '',
  '',
];

const compact = day => day.replaceAll('-', '');
const french = amount => euros(amount).replace('.', ',');

/** Rejoue les enregistrements ; `journal` et `fec` reçoivent le texte de chaque fichier, morceau par morceau. */
export class Replay {
  /** Flux → sa convention. */
  #conventions = new Map();
  /** Celles qui ont écrit, dans l’ordre de leur première écriture. */
  #posted = [];
  #last = '1900-01-01';
  entries = 0;
  totals = ACCOUNTS.map(() => 0n);

  constructor({ journal, fec }) {
    this.journal = journal;
    this.fec = fec;
    journal(HEAD.join('\n'));
    fec(`${FEC_COLUMNS.replaceAll(' ', '\t')}\n`);
  }

  record(position, { stream, type, eventId, effectiveOn: on, fiscalYear, recordedAt, data }) {
    if (!(type in EFFECTS)) return;
    if (!this.#conventions.has(stream)) {
      this.#conventions.set(stream, { position, timeline: new Timeline(), places: new Map() });
    }
    const convention = this.#conventions.get(stream);
    if (type === 'ConventionDrafted') convention.reference = data.reference;
    const fact = {
      id: eventId,
      type,
      on,
      year: fiscalYear ?? Number(on.slice(0, 4)),
      position,
      data: kept(data),
    };
    const sums = convention.timeline.record(fact);
    let rank = 0;
    for (const key of [...sums.keys()].sort(byText)) {
      const postings = postingsOf(sums.get(key));
      if (postings.length === 0) continue;
      // Une convention porte le nom qu’elle a quand elle écrit pour la première fois.
      if (convention.name === undefined) {
        convention.name = `${encodeURIComponent(convention.reference)}~${convention.position}`;
        this.#posted.push(convention);
      }
      rank += 1;
      const [date, year] = key.split(' ');
      this.#write(convention, postings, {
        code: `${position}.${rank}`,
        position,
        date,
        year,
        type,
        eventId,
        recordedAt,
        data,
      });
    }
  }

  #write(convention, postings, { code, position, date, year, type, eventId, recordedAt, data }) {
    const { name, places } = convention;
    const label = `${LABELS[type] ?? type}, ${name}`;
    const recordedOn = recordedAt.slice(0, 10);
    const opened = [];
    const lines = [
      `${date}=${recordedOn} (${code}) ${label}`,
      `    ; fait: ${type}`,
      `    ; evenement: ${eventId}`,
      `    ; exercice: ${year}`,
      `    ; enregistre: ${recordedAt}`,
    ];
    for (const [field, tag] of TAGS) {
      if (typeof data[field] === 'string') lines.push(`    ; ${tag}: ${encodeURIComponent(data[field])}`);
    }
    this.entries += 1;
    let table = '';
    for (const { place, account, amount } of postings) {
      if (!places.has(place))
        places.set(
          place,
          ACCOUNTS.map(() => undefined),
        );
      const balances = places.get(place);
      const [compte, , accountLabel] = ACCOUNTS[account];
      const full = `${name}:${place}`;
      if (balances[account] === undefined) opened.push(`account ${compte}:${full}`);
      balances[account] = (balances[account] ?? 0n) + amount;
      this.totals[account] += amount;
      lines.push(`    ${compte}:${full}  ${euros(amount)} EUR`);
      const [debit, credit] = amount > 0n ? [french(amount), '0,00'] : ['0,00', french(-amount)];
      const who = [compte, accountLabel, full, full.replaceAll(':', ' ')];
      const piece = [
        position,
        compact(recordedOn),
        label,
        debit,
        credit,
        '',
        '',
        compact(recordedOn),
        '',
        '',
      ];
      table += `${['PIA', 'Conventions PIA', this.entries, compact(date), ...who, ...piece].join('\t')}\n`;
    }
    if (date > this.#last) this.#last = date;
    this.journal(`${[...opened, ...lines].join('\n')}\n\n`);
    this.fec(table);
  }

  /** Les soldes de tous les comptes, convention par convention, dans l’ordre de leur première écriture. */
  close(size, root) {
    for (const { name, places } of this.#posted) {
      const lines = [`${this.#last} (SOLDES) Soldes, ${name}`];
      for (const place of [...places.keys()].sort(byText)) {
        for (const [account, balance] of places.get(place).entries()) {
          if (balance === undefined) continue;
          lines.push(`    ${ACCOUNTS[account][0]}:${name}:${place}  0.00 EUR = ${euros(balance)} EUR`);
        }
      }
      this.journal(`${lines.join('\n')}\n\n`);
    }
    this.journal(`; Fin du journal : faits 1 à ${size} du registre, racine ${root}\n`);
  }
}

/** Ce qui explique un calcul ne sert pas à le refaire. */
function kept({ trace: _, bases: __, ...data }) {
  return data;
}

/** Les montants non nuls, par lieu puis par compte. */
function postingsOf(places) {
  const postings = [];
  for (const place of [...places.keys()].sort(byText)) {
    for (const [account, amount] of places.get(place).entries()) {
      if (amount !== 0n) postings.push({ place, account, amount });
    }
  }
  return postings;
}
