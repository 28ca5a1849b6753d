/** A column of a chart's data table and of its files. In a file of its own: the type checker reads no type out of a component. */
export type Column<Row> = {
  key: string;
  label: string;
  /** The cell as text. */
  cell: (row: Row) => string;
  /** The number or the ISO day behind the text, for exports. */
  value?: (row: Row) => number | string | null;
  /** The column's name in a file, where the label alone does not tell. */
  name?: string;
  /** Where the cell leads, as the address of a link. */
  to?: (row: Row) => string;
  /** Right-aligned. */
  figure?: boolean;
};
