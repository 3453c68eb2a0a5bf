import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
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
  home(@Req() { protocol, host }: FastifyRequest): string {
    // Another site's page could name any host: only what is surely an address is shown.
    const address = /^[\w.:-]{1,100}$/.test(host) ? `${protocol}://${host}` : '';
    return homePage(this.ports.mode, address);
  }
}
