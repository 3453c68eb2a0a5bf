import type { MultipartFile } from '@fastify/multipart';
import { Controller, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { MEDIA_TYPES, type MediaType, type StoredDocument } from '#files';
import type { Upload } from '#hosting';
import { isRefusal } from '#kernel';
import { Quantity, Shown, Words } from '../answers/fields.js';
import { Ports } from '../ports.js';
import { edge } from '../problem/edge.js';
import { ApiProblems } from '../problem/api-problems.js';
import { Refused } from '../problem/refused.js';
import { waitFor } from '../reading/after.js';
import { After } from '../reading/question.dto.js';
import { ReadFile } from '../reading/read.decorator.js';
import { Needs } from '../request/account.guard.js';
import { AskedBy, type Asking, perimeterNow } from '../request/asking.js';
import { keepDocument } from './keep-document.js';

const tag = 'Pièces justificatives';

class StoredDocumentAnswer implements StoredDocument {
  @Words('Son empreinte : le nom du document partout.', {
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  })
  sha256!: string;
  @Shown(
    'Ce que ses octets disent qu’il est.',
    { type: 'string', enum: Object.values(MEDIA_TYPES) },
    {
      example: MEDIA_TYPES.pdf,
    },
  )
  mediaType!: MediaType;
  @Quantity('Octets.', { example: 48_213 }) size!: number;
}

export class DocumentQuery {
  @After() after?: string;
}

@Controller('documents')
export class DocumentsController {
  constructor(private readonly ports: Ports) {}

  @Post()
  @Needs('document.upload')
  @ApiBearerAuth()
  @ApiTags(tag)
  @ApiOperation({ summary: 'Déposer une pièce : gardée une fois, sous son empreinte SHA-256' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        file: { type: 'string', format: 'binary', description: 'PDF, PNG, JPEG, XLSX, ODS ou CSV.' },
      },
    },
  })
  @ApiResponse({ status: 201, description: 'Gardée.', type: StoredDocumentAnswer })
  @ApiProblems(400, 401, 403, 413, 415, 422, 429, 500)
  async upload(@AskedBy() asking: Asking, @Req() request: FastifyRequest): Promise<StoredDocumentAnswer> {
    if (!request.isMultipart()) throw new Refused([edge('multipart_expected')]);
    const file: MultipartFile | undefined = await request.file();
    if (!file) throw new Refused([edge('multipart_expected')]);
    const kept = await keepDocument(this.ports, asking.account, file);
    if (isRefusal(kept)) throw new Refused([kept]);
    return kept;
  }

  @ReadFile(':sha256', 'document.read', {
    tag,
    types: Object.values(MEDIA_TYPES),
    summary: 'Une pièce que l’on a déposée, ou que cite un volet de son périmètre',
    description:
      'Un bénéficiaire voit les pièces que citent les actes de ses volets ; celles de la convention entière (bilan ' +
      'financier, fondement d’un acte de sa vie) sont pour son académie, l’audit et qui les a déposées.',
  })
  async download(
    @AskedBy() asking: Asking,
    @Param('sha256') sha256: string,
    @Query() { after }: DocumentQuery,
  ): Promise<StreamableFile> {
    const upload = await this.#seen(asking, sha256, after);
    const bytes = upload && (await this.ports.documents.get(sha256));
    if (!upload || !bytes) throw new Refused([edge('document_unknown')]);
    void asking.reply
      .header('X-Content-Type-Options', 'nosniff')
      .header('Cache-Control', 'private, no-store');
    return new StreamableFile(bytes, {
      type: upload.mediaType,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(upload.name)}`,
      length: upload.size,
    });
  }

  /** One's own, else as it was sent by who cited it inside one's perimeter: the other senders stay unknown. */
  async #seen(asking: Asking, sha256: string, after: string | undefined): Promise<Upload | undefined> {
    const { id } = asking.account;
    const upload = await this.ports.uploads.find(sha256, id);
    if (!upload || upload.uploadedBy === id) return upload;
    await waitFor(after, () => this.ports.reading.position());
    const perimeter = perimeterNow(asking, this.ports.clock());
    const citedBy = await this.ports.reading.citedInside({ sha256, perimeter });
    return citedBy === undefined ? undefined : this.ports.uploads.find(sha256, citedBy);
  }
}
