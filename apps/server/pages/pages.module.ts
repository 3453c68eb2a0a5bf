import { Module } from '@nestjs/common';
import { ConventionsController } from '../reading/conventions.controller.js';
import { AboutController } from './about/about.controller.js';
import { ConventionListPage } from './conventions/list.controller.js';
import { HomeController } from './home/home.controller.js';
import { LoginController } from './login/login.controller.js';

/** The pages in French, under `/`. They ask and write through the routes of the API, called without HTTP. */
@Module({
  controllers: [HomeController, LoginController, AboutController, ConventionListPage],
  providers: [ConventionsController],
})
export class PagesModule {}
