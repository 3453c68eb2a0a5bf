import { Param, Query as Parameters, UseInterceptors } from '@nestjs/common';
import { edge } from '../../problem/edge.js';
import { Refused } from '../../problem/refused.js';
import { CheckpointInterceptor } from '../../reading/checkpoint.interceptor.js';
import { FileQuery, MoreReportsController } from '../../reading/more-reports.controller.js';
import { readDto } from '../../validation/dto.pipe.js';
import { Bytes, Pages } from '../page.decorator.js';
import { filled } from '../query.js';
import { askingOf, type Visit, Visited } from '../visit.js';

/** The documents of a convention, as files: annexe, bilan financier, état liquidatif, certificat, ordre. */
@Pages()
export class ConventionPapers {
  constructor(private readonly reports: MoreReportsController) {}

  @Bytes('conventions/:id/documents/:kind', 'convention.read')
  @UseInterceptors(CheckpointInterceptor)
  async paper(
    @Visited() visit: Visit,
    @Param('id') id: string,
    @Param('kind') kind: string,
    @Parameters() given: object,
  ): Promise<object> {
    const { objet = '', ...query } = filled(given);
    const asking = askingOf(visit);
    const asked = readDto(FileQuery, query);
    switch (kind) {
      case 'annexe':
        return this.reports.annex(asking, id, asked);
      case 'bilan':
        return this.reports.financialStatement(asking, id, asked);
      case 'liquidation':
        return this.reports.settlement(asking, id, objet, asked);
      case 'certificat':
        return this.reports.certificate(asking, id, objet, asked);
      case 'ordre':
        return this.reports.order(asking, id, objet, asked);
      default:
        throw new Refused([edge('route_unknown')]);
    }
  }
}
