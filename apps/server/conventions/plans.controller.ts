import { Body, Controller, Param } from '@nestjs/common';
import { Asked, type Writing } from '../request/asking.js';
import { Scribe } from '../writing/scribe.js';
import { Write } from '../writing/write.decorator.js';
import {
  ChangeParty,
  ChangeSchool,
  CompleteDeployment,
  MoveEquipment,
  NotifyGrant,
  ReassignGrant,
  RecordCommitteeMeeting,
  RenewConvention,
  SupersedeConvention,
  VoteSplit,
} from './plans.dto.js';

const life = 'Vie de la convention';
const credits = 'Crédits notifiés';
const kind = 'Équipement en nature';

/** Framework conventions, plans in kind, and what makes a convention last or end. */
@Controller('conventions/:id')
export class PlansController {
  constructor(private readonly scribe: Scribe) {}

  @Write('renewals', 'convention.renew', { tag: life, summary: 'Reconduire, avant la fin' })
  renew(@Asked() asked: Writing, @Param('id') id: string, @Body() body: RenewConvention) {
    return this.scribe.convention(asked, id, 'RenewConvention', body);
  }

  @Write('deployment-completion', 'convention.close', {
    tag: life,
    summary: 'Le déploiement est achevé : la convention sans terme finit ce jour-là',
  })
  complete(@Asked() asked: Writing, @Param('id') id: string, @Body() body: CompleteDeployment) {
    return this.scribe.convention(asked, id, 'CompleteDeployment', body);
  }

  @Write('supersession', 'convention.supersede', {
    tag: life,
    summary: 'Une autre convention annule et remplace celle-ci ; rien n’est reporté',
  })
  supersede(@Asked() asked: Writing, @Param('id') id: string, @Body() body: SupersedeConvention) {
    return this.scribe.convention(asked, id, 'SupersedeConvention', body);
  }

  @Write('committee-meetings', 'letter.send', { tag: life, summary: 'Réunion du comité de pilotage' })
  meet(@Asked() asked: Writing, @Param('id') id: string, @Body() body: RecordCommitteeMeeting) {
    return this.scribe.convention(asked, id, 'RecordCommitteeMeeting', body);
  }

  @Write('parties/:party/changes', 'identity.record', {
    tag: life,
    summary: 'Une partie change de nom ou de SIRET ; ce qui précède reste tel qu’il était',
  })
  changeParty(
    @Asked() asked: Writing,
    @Param('id') id: string,
    @Param('party') party: string,
    @Body() body: ChangeParty,
  ) {
    return this.scribe.convention(asked, id, 'ChangeParty', body, { party });
  }

  @Write('school-changes', 'identity.record', {
    tag: life,
    summary: 'Un établissement change de nom, de commune ou de code INSEE',
  })
  changeSchool(@Asked() asked: Writing, @Param('id') id: string, @Body() body: ChangeSchool) {
    return this.scribe.convention(asked, id, 'ChangeSchool', body);
  }

  @Write('grants', 'grant.notify', {
    tag: credits,
    summary: 'Notifier des crédits globalisés à un établissement, avec leurs postes',
  })
  notify(@Asked() asked: Writing, @Param('id') id: string, @Body() body: NotifyGrant) {
    return this.scribe.convention(asked, id, 'NotifyGrant', body);
  }

  @Write('split-votes', 'split.vote', {
    tag: credits,
    summary: 'Le conseil d’administration vote la répartition entre les postes',
  })
  vote(@Asked() asked: Writing, @Param('id') id: string, @Body() body: VoteSplit) {
    return this.scribe.convention(asked, id, 'VoteSplit', body);
  }

  @Write('reassignments', 'carry_over.authorise', {
    tag: credits,
    summary: 'Réaffecter ce qui est inemployé d’une dotation',
  })
  reassign(@Asked() asked: Writing, @Param('id') id: string, @Body() body: ReassignGrant) {
    return this.scribe.convention(asked, id, 'ReassignGrant', body);
  }

  @Write('equipment-movements', 'equipment.move', {
    tag: kind,
    summary: 'Équipement livré, prêté, rendu ou restitué',
  })
  move(@Asked() asked: Writing, @Param('id') id: string, @Body() body: MoveEquipment) {
    return this.scribe.convention(asked, id, 'MoveEquipment', body);
  }
}
