import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Ports } from '../ports.js';
import { ApiProblems } from '../problem/api-problems.js';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import { bearerOf, Needs } from '../request/account.guard.js';

const FORMAT = 'text/plain; version=0.0.4; charset=utf-8';

@ApiTags('Exploitation')
@Needs('public')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly ports: Ports) {}

  @Get()
  @Header('Content-Type', FORMAT)
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Les mesures de l’exploitation, au format de Prometheus',
    description:
      'Le jeton est celui du réglage METRICS_TOKEN, pas celui d’un compte. Sans ce réglage, la route est fermée en production et ouverte en démonstration.',
  })
  @ApiResponse({
    status: 200,
    description: 'Les mesures ; aucune donnée d’un dossier.',
    content: { 'text/plain': { schema: { type: 'string', description: 'Une mesure par ligne.' } } },
  })
  @ApiProblems(401, 403, 404, 500)
  async metrics(@Req() request: FastifyRequest): Promise<string> {
    const { metricsToken, mode, metrics } = this.ports;
    if (metricsToken === undefined) {
      if (mode === 'production') throw new Refused([edge('route_unknown')]);
    } else {
      const token = bearerOf(request);
      if (token === undefined) throw new Refused([edge('token_missing')]);
      if (!same(token, metricsToken)) throw new Refused([edge('token_unknown')]);
    }
    return metrics.text();
  }
}

/** In the same time whatever differs. */
function same(one: string, other: string): boolean {
  const [a, b] = [one, other].map(text => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
}
