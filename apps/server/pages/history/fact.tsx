import { Euros } from '#kernel';
import type { Trace } from '#ledger';
import {
  calculationOf,
  CLAIMS,
  day,
  EQUIPMENT_MOVEMENTS,
  euros,
  FACTS,
  FLOWS,
  FOUR_EYES_RULES,
  labelIn,
  LEGAL_TYPES,
  PARTY_ROLES,
  PAYMENT_KINDS,
  REVERSAL_MODES,
  SUSPENSION_CAUSES,
} from '#wording';
import type { FactAnswer } from '../../answers/history.answer.js';

type Said = Pick<FactAnswer, 'type' | 'data'>;

/** What a fact says, field by field: those that a reader wants, in words. */
const FIELDS: Readonly<Record<string, readonly [title: string, show: (value: string) => string]>> = {
  amount: ['montant', euros],
  kind: ['nature', value => labelIn(PAYMENT_KINDS, value)],
  line: ['volet', value => labelIn(FLOWS, value)],
  tranche: ['tranche', String],
  ej: ['EJ', String],
  poste: ['poste', String],
  dp: ['DP', String],
  party: ['partie', value => labelIn(PARTY_ROLES, value)],
  capacity: ['qualité', String],
  payee: ['bénéficiaire', String],
  iban: ['IBAN', String],
  holder: ['titulaire', String],
  validFrom: ['à partir du', day],
  validUntil: ['jusqu’au', day],
  lastDay: ['dernier jour', day],
  noticeUntil: ['préavis jusqu’au', day],
  cause: ['cause', value => labelIn(SUSPENSION_CAUSES, value)],
  reason: ['motif', String],
  motive: ['motif', String],
  subject: ['objet', String],
  change: ['changement', String],
  act: ['acte', String],
  claim: ['créance', value => labelIn(CLAIMS, value)],
  rule: ['règle', value => labelIn(FOUR_EYES_RULES, value)],
  title: ['titre', String],
  entryType: ['écriture', value => labelIn(FACTS, value)],
  mode: ['portée', value => labelIn(REVERSAL_MODES, value)],
  explanation: ['explication', String],
  funder: ['financeur', String],
  totalExpense: ['dépense totale', euros],
  reference: ['référence', String],
  label: ['libellé', String],
  name: ['dénomination', String],
  siret: ['SIRET', String],
  legalType: ['nature juridique', value => labelIn(LEGAL_TYPES, value)],
  uai: ['établissement', String],
  allocation: ['ligne d’annexe', String],
  movement: ['mouvement', value => labelIn(EQUIPMENT_MOVEMENTS, value)],
  quantity: ['nombre', String],
  to: ['nouvel emploi', String],
  committee: ['comité', String],
  openEnded: ['dure autant que', String],
};

interface Item {
  readonly post?: string;
  readonly allocation?: string;
  readonly unit?: string;
  readonly label?: string;
  readonly count?: number;
  readonly amount?: { toString(): string };
}

const shareOf = ({ post, allocation, amount }: Item) =>
  `${post ?? allocation ?? ''} ${euros(String(amount))}`;

/** Lists that a reader wants said. */
const LISTS: Readonly<Record<string, readonly [title: string, show: (item: Item) => string]>> = {
  shares: ['répartition', shareOf],
  posts: ['postes', item => (item.amount ? shareOf(item) : (item.label ?? ''))],
  used: ['emploi', shareOf],
  accepted: ['accepté', shareOf],
  counts: ['effectifs', ({ unit, count }) => `${unit} ${count}`],
};

function factWords({ data }: Said): readonly string[] {
  return Object.entries(data as Readonly<Record<string, unknown>>).flatMap(([name, value]) => {
    const known = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    const list = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
    if (list && Array.isArray(value)) return [`${list[0]} ${value.map(list[1]).join(' ; ')}`];
    const text = value instanceof Euros || typeof value === 'number' ? value.toString() : value;
    return known && typeof text === 'string' ? [`${known[0]} ${known[1](text)}`] : [];
  });
}

function traceOf(data: object): Trace | undefined {
  const { trace, bases } = data as { readonly trace?: Trace; readonly bases?: Trace };
  return trace ?? bases;
}

/** A fact as a sentence, and how its amount was computed. */
export function Fact({ fact }: { readonly fact: Said }) {
  const trace = traceOf(fact.data);
  const { final } = fact.data as { readonly final?: boolean };
  return (
    <>
      <strong>{labelIn(FACTS, fact.type)}</strong>
      {final !== undefined && (final ? ' (final)' : ' (intermédiaire)')}
      {factWords(fact).length > 0 && ` – ${factWords(fact).join(', ')}`}
      {trace && (
        <div class="trace">
          {calculationOf(trace).map(line => (
            <div>{line}</div>
          ))}
          <small class="none">
            Formule n° {trace.number}
            {trace.rounding === 'down' && ', arrondi au centime inférieur'}
            {trace.rounding === 'half-up' && ', arrondi au plus proche'}
          </small>
        </div>
      )}
    </>
  );
}
