import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { WriteToStreamHandler } from '#commands';
import { CorrespondenceController } from './conventions/correspondence.controller.js';
import { ExpenseController } from './conventions/expense.controller.js';
import { LifeController } from './conventions/life.controller.js';
import { PaymentController } from './conventions/payment.controller.js';
import { PlansController } from './conventions/plans.controller.js';
import { ReversementController } from './conventions/reversement.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { AuditProofController } from './reading/audit-proof.controller.js';
import { AuditController } from './reading/audit.controller.js';
import { ConventionsController } from './reading/conventions.controller.js';
import { HealthController } from './reading/health.controller.js';
import { IssuedController } from './reading/issued.controller.js';
import { MoreReportsController } from './reading/more-reports.controller.js';
import { JournalController } from './reading/journal.controller.js';
import { ReportsController } from './reading/reports.controller.js';
import { ReferenceController } from './reference/reference.controller.js';
import { Scribe } from './writing/scribe.js';

/** The HTTP contract, under /api/v1. */
@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [
    LifeController,
    ConventionsController,
    PaymentController,
    ExpenseController,
    ReversementController,
    CorrespondenceController,
    PlansController,
    ReportsController,
    IssuedController,
    MoreReportsController,
    JournalController,
    ReferenceController,
    DocumentsController,
    AuditController,
    AuditProofController,
    HealthController,
  ],
  providers: [WriteToStreamHandler, Scribe],
  exports: [Scribe],
})
export class ApiModule {}
