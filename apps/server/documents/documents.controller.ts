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
import { maySeeConvention } from '#access';
import type { Upload } from '#hosting';
import { isRefusal } from '#kernel';
import type { History } from '#ledger';
import { Ports } from '../ports.js';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import { Read } from '../reading/read.decorator.js';
import { Needs } from '../request/account.guard.js';
import { AskedBy, type Asking, perimeterNow } from '../request/asking.js';
import { Uuid } from '../validation/fields.js';
import { seenConvention } from '../writing/sight.js';
import { ApiProblems } from '../writing/write.decorator.js';
import { documentsOf } from './documents-of.js';

const tag = 'Pièces justificatives';

class StoredDocumentDto {
  @ApiProperty({ description: 'Le nom du document partout.' }) sha256!: string;
  @ApiProperty({ example: 'application/pdf' }) mediaType!: string;
  @ApiProperty({ description: 'Octets.', example: 48_213 }) size!: number;
}

export class DocumentQuery {
  @Uuid({ optional: true, description: 'La convention qui cite ce document.' }) convention?: string;
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
    summary: 'Une pièce que l’on a déposée, ou que cite une convention de son périmètre (convention=)',
    also: ['application/octet-stream'],
  })
  async download(
    @AskedBy() asking: Asking,
    @Param('sha256') sha256: string,
    @Query() { convention }: DocumentQuery,
  ): Promise<StreamableFile> {
    const upload = await this.ports.uploads.find(sha256);
    if (!upload || !(await this.#maySee(asking, upload, convention))) {
      throw new Refused([edge('document_unknown')]);
    }
    const bytes = await this.ports.documents.get(sha256);
    if (!bytes) throw new Refused([edge('document_unknown')]);
    void asking.reply
      .header('X-Content-Type-Options', 'nosniff')
      .header('Cache-Control', 'private, no-store');
    return new StreamableFile(bytes, {
      type: upload.mediaType,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(upload.name)}`,
      length: upload.size,
    });
  }

  async #maySee(asking: Asking, upload: Upload, convention: string | undefined): Promise<boolean> {
    if (upload.uploadedBy === asking.account.id) return true;
    if (convention === undefined) return false;
    const perimeter = perimeterNow(asking, this.ports.clock());
    const history = (await this.ports.writer.read(`convention-${convention}`)).state as History;
    const seen = seenConvention(history);
    return (
      seen !== undefined &&
      maySeeConvention(perimeter, seen) &&
      documentsOf(history, perimeter).has(upload.sha256)
    );
  }
}
