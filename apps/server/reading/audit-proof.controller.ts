import { Controller, Query } from '@nestjs/common';
import { maySeeConvention } from '#access';
import type { SignedCheckpoint } from '#hosting';
import type { History } from '#ledger';
import {
  BalanceProofAnswer,
  FactProofAnswer,
  GrowthProofAnswer,
  VerificationAnswer,
} from '../answers/proof.answer.js';
import { Ports } from '../ports.js';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import { AskedBy, type Asking, perimeterNow } from '../request/asking.js';
import { Id, Text, Uuid } from '../validation/fields.js';
import { seenConvention } from '../writing/sight.js';
import { WholeParameter } from './question.dto.js';
import { Read, ReadFile } from './read.decorator.js';

const tag = 'Audit';
const FURTHEST = 10 ** 15 - 1;
const Place = (description: string, example: number) => WholeParameter(1, FURTHEST, description, example);

export class ProofQuery {
  @Place('Le fait dont l’inclusion est à prouver : sa position dans le journal.', 12) position?: number;
  @Place('Le nombre de faits d’un point de contrôle plus ancien.', 12) from?: number;
  @Place('Celui d’un plus récent ; par défaut, le dernier.', 24) to?: number;
}

export class BalanceProofQuery {
  @WholeParameter(1900, 2198, 'L’exercice clos.', 2016) year?: number;
  @Uuid({ description: 'La convention.' }) convention!: string;
  @Id({ description: 'Le volet.', example: 'equipment' }) line!: string;
  @Text(200, {
    optional: true,
    description: 'Le code de l’imputation entière ; nécessaire si le volet en a plusieurs.',
  })
  imputation?: string;
}

/** By what an auditor verifies the log without believing who keeps it. Proofs hold hashes only, no fact. */
@Controller('audit')
export class AuditProofController {
  constructor(private readonly ports: Ports) {}

  @ReadFile('checkpoint', 'audit.read', {
    tag,
    types: ['text/plain'],
    summary: 'Le dernier point de contrôle signé : le nombre de faits et leur racine (C2SP tlog-checkpoint)',
  })
  async checkpoint(@AskedBy() { reply }: Asking): Promise<string> {
    const note = await this.note();
    void reply.header('Content-Type', 'text/plain; charset=utf-8');
    return note;
  }

  /** The latest signed note; refuses before the first. */
  async note(): Promise<string> {
    return (await this.#latest()).note;
  }

  @Read('proof', 'audit.read', {
    tag,
    answer: [FactProofAnswer, GrowthProofAnswer],
    summary:
      'La preuve qu’un fait (position) ou qu’un journal plus court (from, to) est dans le journal signé',
  })
  async proof(@Query() { position, from, to }: ProofQuery): Promise<FactProofAnswer | GrowthProofAnswer> {
    const latest = await this.#latest();
    if (position !== undefined) {
      within(position, latest.size, '/position');
      return this.ports.proofs.fact(position, latest);
    }
    if (from === undefined) throw new Refused([edge('field_missing', { field: 'position' }, '/position')]);
    const end = to ?? latest.size;
    within(end, latest.size, '/to');
    within(from, end, '/from');
    return this.ports.proofs.growth(from, end, latest);
  }

  @Read('balance-proof', 'audit.read', {
    tag,
    answer: BalanceProofAnswer,
    summary: 'La preuve qu’un solde d’un exercice clos est l’un de ceux qui ont été signés à la clôture',
  })
  async balanceProof(
    @AskedBy() asking: Asking,
    @Query() { year, convention, line, imputation }: BalanceProofQuery,
  ): Promise<BalanceProofAnswer> {
    if (year === undefined) throw new Refused([edge('field_missing', { field: 'year' }, '/year')]);
    const history = (await this.ports.writer.read(`convention-${convention}`)).state as History;
    const seen = seenConvention(history);
    if (!seen || !maySeeConvention(perimeterNow(asking, this.ports.clock()), seen)) {
      throw new Refused([edge('balance_unknown')]);
    }
    const answer = await this.ports.proofs.balance({ year, convention, line, imputation });
    if (answer === 'year-not-sealed') throw new Refused([edge('year_not_sealed', { year })]);
    if (answer === 'unknown') throw new Refused([edge('balance_unknown')]);
    if ('imputations' in answer) {
      throw new Refused([edge('field_missing', { field: 'imputation' }, '/imputation')]);
    }
    const { holds, ...proof } = answer;
    if (!holds) throw new Refused([edge('balance_root_differs', { year })]);
    return proof;
  }

  @Read('verification', 'audit.read', {
    tag,
    answer: VerificationAnswer,
    summary: 'Le résultat de la dernière vérification du journal et de ce qui en est déduit, et son âge',
  })
  async verification(): Promise<VerificationAnswer> {
    const last = await this.ports.proofs.verification();
    if (!last) throw new Refused([edge('verification_missing')]);
    return last;
  }

  async #latest(): Promise<SignedCheckpoint> {
    const latest = await this.ports.proofs.checkpoint();
    if (!latest) throw new Refused([edge('checkpoint_missing')]);
    return latest;
  }
}

function within(asked: number, most: number, pointer: string): void {
  if (asked > most) throw new Refused([edge('number_out_of_range', { least: 1, most }, pointer)]);
}
