import { Body, Controller, Param } from '@nestjs/common';
import { sealPersonal } from '#commands';
import { refuse } from '#kernel';
import { Refused } from '../problem/refused.js';
import { Asked, type Writing } from '../request/asking.js';
import { Scribe } from '../writing/scribe.js';
import { Write } from '../writing/write.decorator.js';
import {
  AbandonTranche,
  AuthoriseObjectChange,
  CloseConvention,
  NotifyTermination,
  ObserveHeadCount,
  ReceiveFinancialReport,
  ReduceConvention,
  RelaxFourEyes,
  ResumeConvention,
  SignAvenant,
  SignConvention,
  SuspendConvention,
  Visa,
} from './agreement.dto.js';
import { DraftConvention } from './draft.dto.js';

const tag = 'Vie de la convention';

@Controller('conventions')
export class LifeController {
  constructor(private readonly scribe: Scribe) {}

  @Write('', 'convention.draft', { tag, summary: 'Rédiger une convention' })
  draft(@Asked() asked: Writing, @Body() body: DraftConvention) {
    return this.scribe.draft(asked, body);
  }

  @Write(':id', 'convention.draft', { tag, method: 'put', summary: 'Remplacer un projet non signé' })
  redraft(@Asked() asked: Writing, @Param('id') id: string, @Body() body: DraftConvention) {
    return this.scribe.redraft(asked, id, body);
  }

  @Write(':id/visa', 'convention.visa', { tag, summary: 'Visa du contrôleur budgétaire, donné ou refusé' })
  visa(@Asked() asked: Writing, @Param('id') id: string, @Body() { given, reason, ...body }: Visa) {
    if (given) return this.scribe.convention(asked, id, 'GiveVisa', body);
    if (reason === undefined) throw new Refused([refuse('field_missing', { field: 'reason' }, '/reason')]);
    return this.scribe.convention(asked, id, 'RefuseVisa', body, { reason });
  }

  @Write(':id/signatures', 'convention.sign', { tag, summary: 'Signature d’une partie' })
  sign(@Asked() asked: Writing, @Param('id') id: string, @Body() { signatory, ...body }: SignConvention) {
    if (signatory === undefined) return this.scribe.convention(asked, id, 'SignConvention', body);
    const sealed = sealPersonal(signatory);
    const named = { signatory: sealed.commitment };
    return this.scribe.convention(asked, id, 'SignConvention', body, named, [sealed]);
  }

  @Write(':id/amendments', 'convention.amend', { tag, summary: 'Avenant signé' })
  amend(@Asked() asked: Writing, @Param('id') id: string, @Body() body: SignAvenant) {
    return this.scribe.convention(asked, id, 'SignAvenant', body);
  }

  @Write(':id/tranche-abandonments', 'convention.amend', {
    tag,
    summary: 'Abandonner une tranche',
    description:
      'Jamais ferme, elle n’engage et ne retire rien. Ferme, ce qui reste engagé au-delà du dû est retiré avec elle.',
  })
  abandon(@Asked() asked: Writing, @Param('id') id: string, @Body() body: AbandonTranche) {
    return this.scribe.convention(asked, id, 'AbandonTranche', body);
  }

  @Write(':id/head-counts', 'head_count.observe', {
    tag,
    summary: 'Constater les effectifs d’un établissement',
    description: 'Les quantités suivent, là où le dispositif le dit ; ailleurs un avenant les change.',
  })
  observe(@Asked() asked: Writing, @Param('id') id: string, @Body() body: ObserveHeadCount) {
    return this.scribe.convention(asked, id, 'ObserveHeadCount', body);
  }

  @Write(':id/suspensions', 'convention.suspend', { tag, summary: 'Suspendre les versements (art. 7.2)' })
  suspend(@Asked() asked: Writing, @Param('id') id: string, @Body() body: SuspendConvention) {
    return this.scribe.convention(asked, id, 'SuspendConvention', body);
  }

  @Write(':id/resumptions', 'convention.resume', { tag, summary: 'Lever la suspension' })
  resume(@Asked() asked: Writing, @Param('id') id: string, @Body() body: ResumeConvention) {
    return this.scribe.convention(asked, id, 'ResumeConvention', body);
  }

  @Write(':id/reductions', 'convention.reduce', { tag, summary: 'Diminuer un maximum (art. 7.2)' })
  reduce(@Asked() asked: Writing, @Param('id') id: string, @Body() body: ReduceConvention) {
    return this.scribe.convention(asked, id, 'ReduceConvention', body);
  }

  @Write(':id/object-changes', 'object_change.authorise', {
    tag,
    summary: 'Changement d’objet autorisé au préalable par le ministère',
  })
  changeObject(@Asked() asked: Writing, @Param('id') id: string, @Body() body: AuthoriseObjectChange) {
    return this.scribe.convention(asked, id, 'AuthoriseObjectChange', body);
  }

  @Write(':id/terminations', 'convention.terminate', {
    tag,
    summary: 'Dénonciation reçue : le préavis court',
  })
  terminate(@Asked() asked: Writing, @Param('id') id: string, @Body() body: NotifyTermination) {
    return this.scribe.convention(asked, id, 'NotifyTermination', body);
  }

  @Write(':id/financial-report', 'financial_report.receive', {
    tag,
    summary: 'Bilan financier reçu (art. 8)',
  })
  report(@Asked() asked: Writing, @Param('id') id: string, @Body() body: ReceiveFinancialReport) {
    return this.scribe.convention(asked, id, 'ReceiveFinancialReport', body);
  }

  @Write(':id/closure', 'convention.close', { tag, summary: 'Clôturer : plus rien n’est ouvert' })
  close(@Asked() asked: Writing, @Param('id') id: string, @Body() body: CloseConvention) {
    return this.scribe.convention(asked, id, 'CloseConvention', body);
  }

  @Write(':id/four-eyes-relaxations', 'four_eyes.relax', {
    tag,
    summary: 'Assouplir une règle des deux personnes',
  })
  relax(@Asked() asked: Writing, @Param('id') id: string, @Body() body: RelaxFourEyes) {
    return this.scribe.convention(asked, id, 'RelaxFourEyes', body);
  }
}
