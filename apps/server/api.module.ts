import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, RouterModule } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { StreamWriter, WriteToStreamHandler } from '#commands';
import { CorrespondenceController } from './conventions/correspondence.controller.js';
import { ExpenseController } from './conventions/expense.controller.js';
import { LifeController } from './conventions/life.controller.js';
import { PaymentController } from './conventions/payment.controller.js';
import { ReversementController } from './conventions/reversement.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { PagesModule } from './pages/pages.module.js';
import { Ports } from './ports.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { AuditProofController } from './reading/audit-proof.controller.js';
import { AuditController } from './reading/audit.controller.js';
import { ConventionsController } from './reading/conventions.controller.js';
import { HealthController } from './reading/health.controller.js';
import { ReportsController } from './reading/reports.controller.js';
import { ReferenceController } from './reference/reference.controller.js';
import { AccountGuard } from './request/account.guard.js';
import { DtoPipe } from './validation/dto.pipe.js';
import { Scribe } from './writing/scribe.js';

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [
    LifeController,
    ConventionsController,
    PaymentController,
    ExpenseController,
    ReversementController,
    CorrespondenceController,
    ReportsController,
    ReferenceController,
    DocumentsController,
    AuditController,
    AuditProofController,
    HealthController,
  ],
  providers: [WriteToStreamHandler, Scribe],
})
class ApiModule {}

/** What all routes stand on. */
@Global()
@Module({})
class PortsModule {}

@Module({
  imports: [ApiModule, PagesModule, RouterModule.register([{ path: 'api/v1', module: ApiModule }])],
  providers: [
    { provide: APP_GUARD, useClass: AccountGuard },
    { provide: APP_PIPE, useClass: DtoPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
class ServerModule {}

/** The HTTP contract and the pages, over whatever ports they are given. */
export function apiOver(ports: Ports): DynamicModule {
  const given = [
    { provide: Ports, useValue: ports },
    { provide: StreamWriter, useValue: ports.writer },
  ];
  return {
    module: ServerModule,
    imports: [{ module: PortsModule, providers: given, exports: given.map(({ provide }) => provide) }],
  };
}
