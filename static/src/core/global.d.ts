// Names that every script may use for the types of the table, without importing them.
import type { Kind, Row } from "./rows.d.ts";

declare global {
  /** What the listener of a field is called with. */
  type FieldEvent = Event & { target: HTMLInputElement & HTMLTextAreaElement & { files: FileList } };

  /** A row of this kind, as the server's models describe it. */
  type RowOf<K extends Kind> = Row<K>;

  /** Where something is asked or voted on: a session, or a slot under its workshop's title. */
  type Place = RowOf<"session"> | (Omit<RowOf<"workshop">, "order"> & { kind: "workshop" } & RowOf<"slot">);
}
