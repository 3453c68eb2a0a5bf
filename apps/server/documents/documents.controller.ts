import type { MultipartFile } from '@fastify/multipart';
import { Controller, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiOperation,
  ApiProperty,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Upload } from '#hosting';
import { isRefusal } from '#kernel';
import { Ports } from '../ports.js';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import { waitFor } from '../reading/after.js';
import { After } from '../reading/question.dto.js';
import { Read } from '../reading/read.decorator.js';
import { Needs } from '../request/account.guard.js';
import { AskedBy, type Asking, perimeterNow } from '../request/asking.js';
import { ApiProblems } from '../writing/write.decorator.js';

const tag = 'Pièces justificatives';

class StoredDocumentDto {
  @ApiProperty({ description: 'Le nom du document partout.' }) sha256!: string;
  @ApiProperty({ example: 'application/pdf' }) mediaType!: string;
  @ApiProperty({ description: 'Octets.', example: 48_213 }) size!: number;
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
  @ApiResponse({ status: 201, description: 'Gardée.', type: StoredDocumentDto })
  @ApiProblems(400, 401, 403, 413, 415, 422)
  async upload(@AskedBy() asking: Asking, @Req() request: FastifyRequest): Promise<StoredDocumentDto> {
    if (!request.isMultipart()) throw new Refused([edge('multipart_expected')]);
    const file: MultipartFile | undefined = await request.file();
    if (!file) throw new Refused([edge('multipart_expected')]);
    const stored = await this.ports.documents.put(file.file, file.filename);
    if (isRefusal(stored)) throw new Refused([stored]);
    const { sha256, mediaType, size } = stored;
    await this.ports.uploads.add({
      sha256,
      mediaType,
      size,
      name: file.filename.slice(0, 200),
      uploadedBy: asking.account.id,
      uploadedAt: this.ports.clock(),
    });
    return { sha256, mediaType, size };
  }

  @Read(':sha256', 'document.read', {
    tag,
    summary: 'Une pièce que l’on a déposée, ou que cite une ligne de son périmètre',
    file: 'Les octets déposés, sous le nom que leur a donné qui les a déposés.',
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
