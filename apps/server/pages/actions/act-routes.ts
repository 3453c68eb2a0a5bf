import { Injectable } from '@nestjs/common';
import { CorrespondenceController } from '../../conventions/correspondence.controller.js';
import { ExpenseController } from '../../conventions/expense.controller.js';
import { LifeController } from '../../conventions/life.controller.js';
import { PaymentController } from '../../conventions/payment.controller.js';
import { PlansController } from '../../conventions/plans.controller.js';
import { ReversementController } from '../../conventions/reversement.controller.js';
import type { Routes } from './action.js';

/** The routes that write. */
@Injectable()
export class ActRoutes implements Routes {
  constructor(
    readonly life: LifeController,
    readonly payment: PaymentController,
    readonly expense: ExpenseController,
    readonly reversement: ReversementController,
    readonly correspondence: CorrespondenceController,
    readonly plans: PlansController,
  ) {}
}
