import { type ColumnType, getMetadataArgsStorage } from 'typeorm';

/** What a projection needs of an entity to write it in bulk: the entity's decorators are the only definition. */
export interface Table<Row extends object> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly key: readonly string[];
}

interface Column<Row> {
  readonly property: keyof Row & string;
  readonly name: string;
  readonly type: string;
}

export type EntityClass<Row extends object> = new () => Row;

const tables = new Map<EntityClass<object>, Table<object>>();

export function tableOf<Row extends object>(entity: EntityClass<Row>): Table<Row> {
  let table = tables.get(entity);
  if (!table) {
    const storage = getMetadataArgsStorage();
    const own = storage.columns.filter(({ target }) => target === entity);
    const nameOf = (column: (typeof own)[number]) => column.options.name ?? column.propertyName;
    table = {
      name: storage.tables.find(({ target }) => target === entity)!.name!,
      columns: own.map(column => ({
        property: column.propertyName as never,
        name: nameOf(column),
        type: typeName(column.options.type),
      })),
      key: own.filter(({ options }) => options.primary).map(nameOf),
    };
    tables.set(entity, table);
  }
  return table as Table<Row>;
}

function typeName(type: ColumnType | undefined): string {
  if (typeof type !== 'string') throw new TypeError('a column names its PostgreSQL type');
  return type;
}
