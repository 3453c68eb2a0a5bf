import { Body, Controller, Param } from '@nestjs/common';
import { Asked, type Writing } from '../request/asking.js';
import { Scribe } from '../writing/scribe.js';
import { Write } from '../writing/write.decorator.js';
import { DeclareOtherFunding, ExplainAnomaly, InterruptPrescription, SendLetter } from './reversement.dto.js';

const tag = 'Suivi';

@Controller('conventions/:id')
export class CorrespondenceController {
  constructor(private readonly scribe: Scribe) {}

  @Write('anomalies/:anomaly/explanation', 'anomaly.explain', { tag, summary: 'Expliquer une anomalie' })
  explain(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('anomaly') anomaly: string,
    @Body() body: ExplainAnomaly,
  ) {
    return this.scribe.convention(asked, id, 'ExplainAnomaly', body, { anomaly });
  }

  @Write('reminders', 'letter.send', { tag, summary: 'Relance envoyée' })
  remind(@Asked() asked: Writing, @Param('id') id: string, @Body() body: SendLetter) {
    return this.scribe.convention(asked, id, 'SendReminder', body);
  }

  @Write('formal-notices', 'letter.send', { tag, summary: 'Mise en demeure envoyée' })
  giveNotice(@Asked() asked: Writing, @Param('id') id: string, @Body() body: SendLetter) {
    return this.scribe.convention(asked, id, 'SendFormalNotice', body);
  }

  @Write('prescription-acts', 'prescription.interrupt', { tag, summary: 'Acte interruptif de prescription' })
  interrupt(@Asked() asked: Writing, @Param('id') id: string, @Body() body: InterruptPrescription) {
    return this.scribe.convention(asked, id, 'InterruptPrescription', body);
  }

  @Write('other-funding', 'funding.declare', { tag, summary: 'Autre aide publique déclarée' })
  declareFunding(@Asked() asked: Writing, @Param('id') id: string, @Body() body: DeclareOtherFunding) {
    return this.scribe.convention(asked, id, 'DeclareOtherFunding', body);
  }
}
