import { Body, Controller, Param } from '@nestjs/common';
import { Asked, type Writing } from '../request/asking.js';
import { EntryId } from '../validation/entry-id.js';
import { Scribe } from '../writing/scribe.js';
import { Write } from '../writing/write.decorator.js';
import {
  AcceptUse,
  AuthoriseCarryOver,
  CertifyServiceFait,
  DeclareUse,
  ReturnStatement,
  SubmitStatement,
} from './expense.dto.js';

const tag = 'Dépenses et service fait';

@Controller('conventions/:id')
export class ExpenseController {
  constructor(private readonly scribe: Scribe) {}

  @Write('expense-statements', 'statement.submit', {
    tag,
    summary: 'Déposer un état récapitulatif des dépenses',
  })
  submit(@Asked() asked: Writing, @Param('id') id: string, @Body() body: SubmitStatement) {
    return this.scribe.convention(asked, id, 'SubmitStatement', body);
  }

  @Write('expense-statements/:sid/return', 'statement.return', {
    tag,
    summary: 'Renvoyer un état à compléter',
  })
  sendBack(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('sid', EntryId('statement_unknown')) statement: string,
    @Body() body: ReturnStatement,
  ) {
    return this.scribe.convention(asked, id, 'ReturnStatement', body, { statement });
  }

  @Write('service-fait', 'service_fait.certify', {
    tag,
    summary: 'Constater le service fait, avec ses rejets',
  })
  certify(@Asked() asked: Writing, @Param('id') id: string, @Body() body: CertifyServiceFait) {
    return this.scribe.convention(asked, id, 'CertifyServiceFait', body);
  }

  @Write('resource-uses', 'resource_use.declare', { tag, summary: 'Déclarer l’emploi d’une dotation' })
  declareUse(@Asked() asked: Writing, @Param('id') id: string, @Body() body: DeclareUse) {
    return this.scribe.convention(asked, id, 'DeclareUse', body);
  }

  @Write('resource-uses/:uid/acceptance', 'resource_use.accept', { tag, summary: 'Accepter l’emploi final' })
  acceptUse(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('uid', EntryId('use_unknown')) use: string,
    @Body() body: AcceptUse,
  ) {
    return this.scribe.convention(asked, id, 'AcceptUse', body, { use });
  }

  @Write('carry-overs', 'carry_over.authorise', {
    tag,
    summary: 'Autoriser le report de ce qui est inemployé',
  })
  carryOver(@Asked() asked: Writing, @Param('id') id: string, @Body() body: AuthoriseCarryOver) {
    return this.scribe.convention(asked, id, 'AuthoriseCarryOver', body);
  }
}
