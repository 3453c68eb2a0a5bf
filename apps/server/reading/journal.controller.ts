import type { Readable } from 'node:stream';
import { Controller, Query } from '@nestjs/common';
import { JOURNAL_FORMATS, type JournalFormatName } from '#hosting';
import { isRefusal } from '#kernel';
import { Ports } from '../ports.js';
import { Refused } from '../problem/refused.js';
import { AskedBy, type Asking, perimeterNow } from '../request/asking.js';
import { plain } from '../validation/command.js';
import { OneOf } from '../validation/fields.js';
import { waitFor } from './after.js';
import { After, WholeParameter } from './question.dto.js';
import { ReadFile } from './read.decorator.js';

/** Of each format: the media type, and the ending of the file's name. */
const FILES: Readonly<Record<JournalFormatName, readonly [type: string, ending: string]>> = {
  hledger: ['text/plain', 'hledger'],
  fec: ['text/tab-separated-values', 'txt'],
};

export class JournalQuery {
  @OneOf(JOURNAL_FORMATS, {
    optional: true,
    description: '`hledger`, que ledger lit aussi, par défaut ; `fec` : les dix-huit colonnes d’un FEC.',
  })
  format?: JournalFormatName;
  @WholeParameter(2000, 2198, 'Un exercice, avec ses à-nouveaux ; par défaut, tout le journal.', 2016)
  year?: number;
  @After() after?: string;
}

/** The journal in double entry: what independent tools recompute the balances from. */
@Controller()
export class JournalController {
  constructor(private readonly ports: Ports) {}

  @ReadFile('reports/journal', 'events.read', {
    tag: 'Rapports',
    types: Object.values(FILES).map(([type]) => type),
    summary: 'Le journal en partie double des conventions de son périmètre, entier ou d’un exercice',
    description:
      'Pour hledger et ledger (UTF-8), ou en colonnes de FEC. Ses soldes sont ceux des rapports ; sa dernière ligne dit ' +
      'jusqu’à quel fait du registre il va, et leur racine signée. Comptes et règles : docs/journal.md.',
  })
  async journal(@AskedBy() asking: Asking, @Query() query: JournalQuery): Promise<Readable> {
    const { after, format = 'hledger', year } = plain(query);
    await waitFor(after, () => this.ports.reading.position());
    const perimeter = perimeterNow(asking, this.ports.clock());
    const journal = await this.ports.journal({ format, year, perimeter });
    if (isRefusal(journal)) throw new Refused([journal]);
    const [type, ending] = FILES[format];
    const name = `journal${year === undefined ? '' : `-${year}`}.${ending}`;
    void asking.reply
      .header('Content-Type', `${type}; charset=utf-8`)
      .header('Content-Disposition', `attachment; filename="${name}"`);
    return journal;
  }
}
