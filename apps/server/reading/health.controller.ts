import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { LiveAnswer, ReadyAnswer, UnavailableAnswer } from '../answers/operation.answer.js';
import { Ports } from '../ports.js';
import { Needs } from '../request/account.guard.js';

@ApiTags('Exploitation')
@Needs('public')
@Controller('health')
export class HealthController {
  constructor(private readonly ports: Ports) {}

  @Get('live')
  @ApiOperation({ summary: 'Le processus répond' })
  @ApiResponse({ status: 200, description: 'Il répond.', type: LiveAnswer })
  live(): LiveAnswer {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({
    summary:
      'Le journal et les tableaux de lecture répondent ; leur retard, en faits ; la dernière vérification',
  })
  @ApiResponse({ status: 200, description: 'Ils répondent.', type: ReadyAnswer })
  @ApiResponse({ status: 503, description: 'Le stockage ne répond pas.', type: UnavailableAnswer })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyAnswer | UnavailableAnswer> {
    try {
      const { reading, proofs } = this.ports;
      const [last, read, verified] = await Promise.all([
        this.ports.head(),
        reading.position(),
        proofs.verification(),
      ]);
      return {
        status: 'ready',
        head: last.toString(),
        read: read.toString(),
        lag: (last - read).toString(),
        verification: verified ? { ok: verified.ok, at: verified.at, ageSeconds: verified.ageSeconds } : null,
      };
    } catch {
      void reply.status(503);
      return { status: 'unavailable' };
    }
  }
}
