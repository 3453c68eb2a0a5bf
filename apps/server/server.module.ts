import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, RouterModule } from '@nestjs/core';
import { StreamWriter } from '#commands';
import { ApiModule } from './api.module.js';
import { PagesModule } from './pages/pages.module.js';
import { Ports } from './ports.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { MetricsController } from './reading/metrics.controller.js';
import { AccountGuard } from './request/account.guard.js';
import { DtoPipe } from './validation/dto.pipe.js';

/** What all routes stand on. */
@Global()
@Module({})
class PortsModule {}

@Module({
  imports: [ApiModule, PagesModule, RouterModule.register([{ path: 'api/v1', module: ApiModule }])],
  controllers: [MetricsController],
  providers: [
    { provide: APP_GUARD, useClass: AccountGuard },
    { provide: APP_PIPE, useClass: DtoPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
class ServerModule {}

/** The HTTP contract and the pages, over whatever ports they are given. */
export function serverOver(ports: Ports): DynamicModule {
  const given = [
    { provide: Ports, useValue: ports },
    { provide: StreamWriter, useValue: ports.writer },
  ];
  return {
    module: ServerModule,
    imports: [{ module: PortsModule, providers: given, exports: given.map(({ provide }) => provide) }],
  };
}
