import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { StreamWriter, WriteToStreamHandler } from '#commands';
import { CorrespondenceController } from './conventions/correspondence.controller.js';
import { ExpenseController } from './conventions/expense.controller.js';
import { LifeController } from './conventions/life.controller.js';
import { PaymentController } from './conventions/payment.controller.js';
import { ReversementController } from './conventions/reversement.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { HomeController } from './home/home.controller.js';
import { Ports } from './ports.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { AuditProofController } from './reading/audit-proof.controller.js';
import { AuditController } from './reading/audit.controller.js';
import { ConventionsController } from './reading/conventions.controller.js';
import { HealthController } from './reading/health.controller.js';
import { IssuedController } from './reading/issued.controller.js';
import { MoreReportsController } from './reading/more-reports.controller.js';
import { MetricsController } from './reading/metrics.controller.js';
import { JournalController } from './reading/journal.controller.js';
import { ReportsController } from './reading/reports.controller.js';
import { ReferenceController } from './reference/reference.controller.js';
import { AccountGuard } from './request/account.guard.js';
import { DtoPipe } from './validation/dto.pipe.js';
import { Scribe } from './writing/scribe.js';

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [
    HomeController,
    LifeController,
    ConventionsController,
    PaymentController,
    ExpenseController,
    ReversementController,
    CorrespondenceController,
    ReportsController,
    IssuedController,
    MoreReportsController,
    JournalController,
    ReferenceController,
    DocumentsController,
    AuditController,
    AuditProofController,
    HealthController,
    MetricsController,
  ],
  providers: [
    WriteToStreamHandler,
    Scribe,
    { provide: APP_GUARD, useClass: AccountGuard },
    { provide: APP_PIPE, useClass: DtoPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
class ApiModule {}

/** The HTTP contract, over whatever ports it is given. */
export function apiOver(ports: Ports): DynamicModule {
  return {
    module: ApiModule,
    providers: [
      { provide: Ports, useValue: ports },
      { provide: StreamWriter, useValue: ports.writer },
    ],
  };
}
