import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Ports } from '../ports.js';
import { Needs } from '../request/account.guard.js';
import { homePage } from './home.page.js';

@ApiExcludeController()
@Needs('public')
@Controller()
export class HomeController {
  constructor(private readonly ports: Ports) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  home(): string {
    return homePage(this.ports.mode);
  }
}
