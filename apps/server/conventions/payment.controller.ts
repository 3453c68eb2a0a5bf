import { Body, Controller, Param } from '@nestjs/common';
import { Asked, type Writing } from '../request/asking.js';
import { Scribe } from '../writing/scribe.js';
import { Write } from '../writing/write.decorator.js';
import { ConfirmAccount, EndAccount, RegisterAccount } from './agreement.dto.js';
import {
  AbandonPayment,
  CancelPayment,
  ExecutePayment,
  ObservePayment,
  RecordCommitment,
  RejectPayment,
  ReissuePayment,
  ReleaseCommitment,
  RequestPayment,
  ReturnPayment,
} from './payment.dto.js';
import { EntryId } from '../validation/entry-id.js';

const tag = 'Engagements et paiements';

@Controller('conventions/:id')
export class PaymentController {
  constructor(private readonly scribe: Scribe) {}

  @Write('bank-accounts', 'account.register', { tag, summary: 'Enregistrer un compte bancaire' })
  registerAccount(@Asked() asked: Writing, @Param('id') id: string, @Body() body: RegisterAccount) {
    return this.scribe.convention(asked, id, 'RegisterAccount', body);
  }

  @Write('bank-accounts/:aid/confirmation', 'account.confirm', {
    tag,
    summary: 'Confirmer un compte, par une seconde personne',
  })
  confirmAccount(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('aid', EntryId('account_not_registered')) account: string,
    @Body() body: ConfirmAccount,
  ) {
    return this.scribe.convention(asked, id, 'ConfirmAccount', body, { account });
  }

  @Write('bank-accounts/:aid/end', 'account.register', { tag, summary: 'Mettre fin à un compte' })
  endAccount(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('aid', EntryId('account_not_registered')) account: string,
    @Body() body: EndAccount,
  ) {
    return this.scribe.convention(asked, id, 'EndAccount', body, { account });
  }

  @Write('commitments', 'commitment.record', { tag, summary: 'Engagement validé dans Chorus (EJ, poste)' })
  commit(@Asked() asked: Writing, @Param('id') id: string, @Body() body: RecordCommitment) {
    return this.scribe.convention(asked, id, 'RecordCommitment', body);
  }

  @Write('commitments/raises', 'commitment.record', { tag, summary: 'Augmenter un poste' })
  raise(@Asked() asked: Writing, @Param('id') id: string, @Body() body: RecordCommitment) {
    return this.scribe.convention(asked, id, 'RaiseCommitment', body);
  }

  @Write('commitments/reductions', 'commitment.record', { tag, summary: 'Diminuer un poste' })
  lower(@Asked() asked: Writing, @Param('id') id: string, @Body() body: RecordCommitment) {
    return this.scribe.convention(asked, id, 'LowerCommitment', body);
  }

  @Write('releases', 'commitment.release', { tag, summary: 'Retrait d’engagement dans Chorus' })
  release(@Asked() asked: Writing, @Param('id') id: string, @Body() body: ReleaseCommitment) {
    return this.scribe.convention(asked, id, 'ReleaseCommitment', body);
  }

  @Write('payments', 'payment.request', { tag, summary: 'Demander un paiement (DP)' })
  request(@Asked() asked: Writing, @Param('id') id: string, @Body() body: RequestPayment) {
    return this.scribe.convention(asked, id, 'RequestPayment', body);
  }

  @Write('payments/:pid/execution', 'payment.execute', { tag, summary: 'Le comptable a payé' })
  execute(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('pid', EntryId('payment_unknown')) payment: string,
    @Body() body: ExecutePayment,
  ) {
    return this.scribe.convention(asked, id, 'ExecutePayment', body, { payment });
  }

  @Write('payments/:pid/rejection', 'payment.execute', { tag, summary: 'Le comptable a rejeté la demande' })
  reject(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('pid', EntryId('payment_unknown')) payment: string,
    @Body() body: RejectPayment,
  ) {
    return this.scribe.convention(asked, id, 'RejectPayment', body, { payment });
  }

  @Write('payments/:pid/cancellation', 'payment.cancel', { tag, summary: 'L’académie retire la demande' })
  cancel(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('pid', EntryId('payment_unknown')) payment: string,
    @Body() body: CancelPayment,
  ) {
    return this.scribe.convention(asked, id, 'CancelPayment', body, { payment });
  }

  @Write('payments/:pid/return', 'payment.execute', { tag, summary: 'La banque a rendu le paiement' })
  returned(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('pid', EntryId('payment_unknown')) payment: string,
    @Body() body: ReturnPayment,
  ) {
    return this.scribe.convention(asked, id, 'ReturnPayment', body, { payment });
  }

  @Write('payments/:pid/reissue', 'payment.execute', {
    tag,
    summary: 'Un paiement rendu est payé de nouveau',
  })
  reissue(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('pid', EntryId('payment_unknown')) payment: string,
    @Body() body: ReissuePayment,
  ) {
    return this.scribe.convention(asked, id, 'ReissuePayment', body, { payment });
  }

  @Write('payments/:pid/abandonment', 'payment.cancel', {
    tag,
    summary: 'Un paiement rendu par la banque ne sera pas payé de nouveau',
  })
  abandon(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('pid', EntryId('payment_unknown')) payment: string,
    @Body() body: AbandonPayment,
  ) {
    return this.scribe.convention(asked, id, 'AbandonPayment', body, { payment });
  }

  @Write('observed-payments', 'payment.execute', { tag, summary: 'Paiement constaté sans demande connue' })
  observe(@Asked() asked: Writing, @Param('id') id: string, @Body() body: ObservePayment) {
    return this.scribe.convention(asked, id, 'ObservePayment', body);
  }
}
