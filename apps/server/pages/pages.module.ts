import { Module } from '@nestjs/common';
import { ApiModule } from '../api.module.js';
import { CorrespondenceController } from '../conventions/correspondence.controller.js';
import { ExpenseController } from '../conventions/expense.controller.js';
import { LifeController } from '../conventions/life.controller.js';
import { PaymentController } from '../conventions/payment.controller.js';
import { ReversementController } from '../conventions/reversement.controller.js';
import { DocumentsController } from '../documents/documents.controller.js';
import { ConventionsController } from '../reading/conventions.controller.js';
import { AboutController } from './about/about.controller.js';
import { ActPages } from './actions/act.controller.js';
import { ActRoutes } from './actions/act-routes.js';
import { ConventionPages } from './convention/convention.controller.js';
import { ConventionFile } from './convention/convention.file.js';
import { ConventionListPage } from './conventions/list.controller.js';
import { HomeController } from './home/home.controller.js';
import { LoginController } from './login/login.controller.js';

/** The pages in French, under `/`. They ask and write through the routes of the API, called without HTTP. */
@Module({
  imports: [ApiModule],
  controllers: [
    HomeController,
    LoginController,
    AboutController,
    ConventionListPage,
    ConventionPages,
    ActPages,
  ],
  providers: [
    ConventionsController,
    LifeController,
    PaymentController,
    ExpenseController,
    ReversementController,
    CorrespondenceController,
    DocumentsController,
    ConventionFile,
    ActRoutes,
  ],
})
export class PagesModule {}
