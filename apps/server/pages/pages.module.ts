import { Module } from '@nestjs/common';
import { ApiModule } from '../api.module.js';
import { CorrespondenceController } from '../conventions/correspondence.controller.js';
import { ExpenseController } from '../conventions/expense.controller.js';
import { LifeController } from '../conventions/life.controller.js';
import { PaymentController } from '../conventions/payment.controller.js';
import { PlansController } from '../conventions/plans.controller.js';
import { ReversementController } from '../conventions/reversement.controller.js';
import { DocumentsController } from '../documents/documents.controller.js';
import { AuditController } from '../reading/audit.controller.js';
import { AuditProofController } from '../reading/audit-proof.controller.js';
import { ConventionsController } from '../reading/conventions.controller.js';
import { IssuedController } from '../reading/issued.controller.js';
import { MoreReportsController } from '../reading/more-reports.controller.js';
import { ReportsController } from '../reading/reports.controller.js';
import { ReferenceController } from '../reference/reference.controller.js';
import { AboutController } from './about/about.controller.js';
import { ActPages } from './actions/act.controller.js';
import { ActRoutes } from './actions/act-routes.js';
import { AdministrationPages } from './administration/administration.controller.js';
import { AccountPages } from './administration/accounts.controller.js';
import { DeadLetterPages } from './administration/dead-letters.controller.js';
import { RefusalPages } from './audit/refusals.controller.js';
import { AuditPages } from './audit/audit.controller.js';
import { ConventionPages } from './convention/convention.controller.js';
import { ConventionFile } from './convention/convention.file.js';
import { ConventionListPage } from './conventions/list.controller.js';
import { Desk } from './forms/desk.js';
import { ConventionPapers } from './convention/papers.controller.js';
import { DashboardPages } from './dashboard/dashboard.controller.js';
import { DraftPages } from './drafting/draft.controller.js';
import { DraftingTable } from './drafting/drafting-table.js';
import { CheckPages } from './forms/check.controller.js';
import { DeadlinePages } from './deadlines/deadlines.controller.js';
import { HomeController } from './home/home.controller.js';
import { LoginController } from './login/login.controller.js';
import { ProviderController } from './login/provider.controller.js';
import { MoneyPages } from './money/money.controller.js';
import { ReportPages } from './reports/report.controller.js';

/** The pages in French, under `/`. They ask and write through the routes of the API, called without HTTP. */
@Module({
  imports: [ApiModule],
  controllers: [
    HomeController,
    LoginController,
    ProviderController,
    AboutController,
    DeadlinePages,
    DraftPages,
    CheckPages,
    ConventionListPage,
    ConventionPages,
    ConventionPapers,
    DashboardPages,
    ActPages,
    MoneyPages,
    ReportPages,
    AuditPages,
    RefusalPages,
    AdministrationPages,
    AccountPages,
    DeadLetterPages,
  ],
  providers: [
    ConventionsController,
    LifeController,
    PaymentController,
    ExpenseController,
    ReversementController,
    CorrespondenceController,
    PlansController,
    DocumentsController,
    ReportsController,
    MoreReportsController,
    IssuedController,
    AuditController,
    AuditProofController,
    ReferenceController,
    Desk,
    ConventionFile,
    ActRoutes,
    DraftingTable,
  ],
})
export class PagesModule {}
