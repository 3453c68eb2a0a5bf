import { Body, Controller, Param } from '@nestjs/common';
import { Ports } from '../ports.js';
import { Asked, todayOf, type Writing } from '../request/asking.js';
import { EntryId } from '../validation/entry-id.js';
import { Scribe } from '../writing/scribe.js';
import { Write } from '../writing/write.decorator.js';
import {
  ContestReversement,
  LowerReversement,
  OrderReversement,
  ReceiveRepayment,
  RestoreCredits,
  ReverseEntry,
} from './reversement.dto.js';

const tag = 'Reversements et contre-passations';

@Controller('conventions/:id')
export class ReversementController {
  constructor(
    private readonly scribe: Scribe,
    private readonly ports: Ports,
  ) {}

  @Write('repayment-orders', 'reversement.order', {
    tag,
    summary: 'Ordonner un reversement, avec sa liquidation',
  })
  order(@Asked() asked: Writing, @Param('id') id: string, @Body() body: OrderReversement) {
    return this.scribe.convention(asked, id, 'OrderReversement', body);
  }

  @Write('repayment-orders/:oid/cut', 'reversement.cancel', { tag, summary: 'Réduire un ordre' })
  cut(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('oid', EntryId('order_unknown')) order: string,
    @Body() body: LowerReversement,
  ) {
    return this.scribe.convention(asked, id, 'CutReversement', body, { order });
  }

  @Write('repayment-orders/:oid/contestation', 'reversement.contest', {
    tag,
    summary: 'Le débiteur conteste',
  })
  contest(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('oid', EntryId('order_unknown')) order: string,
    @Body() body: ContestReversement,
  ) {
    return this.scribe.convention(asked, id, 'ContestReversement', body, { order });
  }

  @Write('repayment-orders/:oid/cancellation', 'reversement.cancel', { tag, summary: 'Annuler un ordre' })
  cancel(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('oid', EntryId('order_unknown')) order: string,
    @Body() body: LowerReversement,
  ) {
    return this.scribe.convention(asked, id, 'CancelReversement', body, { order });
  }

  @Write('repayment-orders/:oid/write-off', 'reversement.cancel', { tag, summary: 'Admettre en non-valeur' })
  writeOff(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('oid', EntryId('order_unknown')) order: string,
    @Body() body: LowerReversement,
  ) {
    return this.scribe.convention(asked, id, 'WriteOffReversement', body, { order });
  }

  @Write('repayments', 'repayment.receive', { tag, summary: 'Reversement reçu' })
  receive(@Asked() asked: Writing, @Param('id') id: string, @Body() body: ReceiveRepayment) {
    return this.scribe.convention(asked, id, 'ReceiveRepayment', body);
  }

  @Write('credit-restorations', 'credits.restore', { tag, summary: 'Rétablissement de crédits' })
  restore(@Asked() asked: Writing, @Param('id') id: string, @Body() body: RestoreCredits) {
    return this.scribe.convention(asked, id, 'RestoreCredits', body);
  }

  @Write('reversals', 'reversal.record', { tag, summary: 'Contre-passer une écriture fausse' })
  reverse(@Asked() asked: Writing, @Param('id') id: string, @Body() body: ReverseEntry) {
    const on = todayOf(this.ports.clock());
    return this.scribe.convention(asked, id, 'ReverseEntry', body, { on });
  }
}
