// Names that every script may use for the types of the table, without importing them.
import type { Kind, Row } from "./rows.d.ts";

declare global {
  /** What the listener of a field is called with. */
  type FieldEvent = Event & { target: HTMLInputElement & HTMLTextAreaElement & { files: FileList } };

  /** A row of this kind, as the server's models describe it. */
  type RowOf<K extends Kind> = Row<K>;

  /** A text, or the same in several languages, by code. */
  type Words = string | Record<string, string>;

  /** Where something is asked or voted on: a session, or a slot under its workshop's title. */
  type Place = RowOf<"session"> | (Omit<RowOf<"workshop">, "order"> & { kind: "workshop" } & RowOf<"slot">);

  /** What is held: a session, or a slot under its workshop's title where that is known. */
  type Item = RowOf<"session"> | (Partial<Omit<RowOf<"workshop">, "id" | "order">> & RowOf<"slot">);

  /** What a page is told of its reader: `about` in companion/identity/actor.py. */
  interface Reader {
    id: string;
    mode: "onsite" | "remote" | null;
    roles: string[];
    came?: boolean;
    person?: boolean;
    here?: boolean;
    room?: string | null;
    listed?: boolean;
    runs?: [kind: string, id: string][];
    steward?: boolean;
  }

  /** What a page starts from: `live_page` in companion/web/pages.py; what only some pages have is optional. */
  interface Boot {
    event: string;
    as: string;
    me: Reader;
    lang: string;
    languages: string[];
    build: string;
    epoch: string | null;
    now: number;
    speed: number;
    page: string;
    join: string;
    remote: string;
    summary?: string;
    qr?: string | null; // an overlay shows none
    qr_remote?: string;
    qr_summary?: string;
    room?: string;
    screen?: string;
    overlay?: boolean;
    light?: boolean;
    unreachable?: boolean;
    remote_only?: boolean;
    copies?: string[];
    own?: string[];
    notes?: string[];
    words?: Record<string, string[]>;
    labels?: [name: string, words: string][];
    keeps?: Record<string, Record<string, number | boolean | null>>;
    /** When a desk's page was kept on its device, unix ms. */
    kept?: number;
  }
}
