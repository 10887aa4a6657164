// Written by `python -m companion.ops.row_types` from companion/core/rows; a test holds it against them.

export interface Person {
  name: string;
  role: string | null;
}

export interface Option {
  id: string;
  de: string;
  en: string;
  topic?: string;
}

export interface Reset {
  /** event time, ms */
  at: number;
  by: string;
}

export interface EarlierCount {
  v: number;
  n: Record<string, number>;
  of: number;
}

export interface Line {
  id: string;
  part: string;
  text: string;
  lang: string;
  sources: string[];
  slots: string[];
  kind?: string;
  new?: boolean;
  edited?: boolean;
  pinned?: boolean;
}

export interface Theme {
  key: string;
  label: Record<string, string>;
  notes: string[];
  slots: string[];
  rooms: number;
}

export interface Count {
  slot: string;
  notes: number;
  shown: number;
}

export interface Sentence {
  id: string;
  text: string;
  lang: string;
  sources: string[];
  slots: string[];
}

export interface Term {
  key: string;
  label: string;
  lang: string;
  notes: string[];
  slots: string[];
}

export interface FormQuestion {
  id: string;
  kind: "text" | "link" | "file";
  /** by language */
  title: Record<string, string>;
  required: boolean;
}

export interface EvaluationQuestion {
  id: string;
  kind: "scale" | "choice" | "text";
  /** by language */
  title: Record<string, string>;
  options: Record<string, string>[];
  required: boolean;
}

/** The fields of rows, by kind. */
export interface Rows {
  /** The event. Stage. */
  event: {
    /** by language */
    title: string | Record<string, string>;
    /** its name where there is no room for the title */
    short: string | Record<string, string> | null;
    /** by language */
    subtitle: string | Record<string, string> | null;
    /** name of its time zone */
    tz: string;
    languages: string[];
    series: string | null;
    /** moved by the clock, or by a moderator */
    mode: "clock" | "pointer";
    /** by language */
    venue: string | Record<string, string> | null;
    /** to join with */
    code: string;
    /** the programme may change */
    provisional: boolean;
    /** where remote people watch */
    stream: string | null;
    /** open, small (one link for a few people), or sensitive: nobody may be identifiable */
    profile: string | null;
    /** the start page lists it */
    listed: boolean | null;
    /** German pages say Sie to people, and not du */
    formal: boolean | null;
    /** event time, ms */
    start: number | null;
    /** event time, ms */
    end: number | null;
    /** who answers for the event */
    responsible: string | null;
    /** where they are reached, for people to read */
    contact: string | null;
    /** when its organiser opened it; before, it only tells when it begins */
    opened: number | null;
    /** when its organiser closed it; from then on it is only read */
    closed: number | null;
  };
  /** Who may write: anybody with the address, who came by the code, has checked in, or has a ticket. Stage. */
  write_access: {
    who: "address" | "code" | "checked-in" | "ticket";
  };
  /** Since when those who have just come wait, because too much came from new devices. Team. */
  brake: {
    /** unix time, ms */
    since: number;
    /** event ms, the same moment */
    at: number;
    /** unix time, ms */
    until: number;
  };
  /** Which device the text of this id came from, for the server alone; emptied a day after the event. Nobody. */
  author: {
    /** of the text */
    kind: string;
    /** the participant id, veiled; empty once it is forgotten */
    mark: string;
  };
  /** A device whose texts were hidden, and wait for approval from then on. Team. */
  mute: {
    /** event time, ms */
    at: number;
    /** a role */
    by: string;
    /** its holder is not told */
    silent: boolean;
    /** texts that were taken out of sight */
    hidden: number;
    on: boolean;
  };
  /** Whom the mute of the same id is about, for the server alone. Nobody. */
  muted_device: {
    /** the participant id, veiled; empty once it is forgotten */
    mark: string;
  };
  /** Event time: `at` at the wall time `wall`, and `speed` times as fast from there. Stage. */
  clock: {
    /** unix time, ms */
    wall: number;
    /** event time, ms */
    at: number;
    speed: number;
    rehearsal: boolean;
  };
  /** A rehearsal that is on: the event as it was before lies beside it. Team. */
  rehearsal: {
    /** of the invented crowd that the server sends; 0: none */
    people: number;
    /** an invented moderator works, while no human does */
    moderated: boolean;
    /** unix time, ms */
    begun: number;
    /** when it ends by itself */
    until: number | null;
  };
  /** What the projector of this name shows. Stage. */
  screen: {
    what: "auto" | "join" | "now" | "question" | "top" | "floor" | "podium" | "poll" | "rooms" | "summary" | "evaluation" | "message" | "blank";
    /** of what it shows */
    id: string | null;
    /** the message */
    text: string | null;
    /** of a poll or summary */
    part: string | null;
    /** event time, ms */
    at: number;
  };
  /** A staff link; its secret is derived and stored nowhere. Desk. */
  link: {
    /** crew: the technician */
    role: "organiser" | "moderator" | "facilitator" | "desk" | "crew" | "podium" | "screen";
    /** that a facilitator runs */
    room: string | null;
    workshop: string | null;
    label: string | null;
    /** unix time, ms */
    expires: number | null;
    /** it opens once */
    single: boolean;
    revoked: boolean;
    /** unix time, ms */
    made: number;
    /** a desk that only scans */
    steward: boolean;
    /** id of the organiser's link by which it was made, and with which it ends */
    maker: string | null;
  };
  /** A device that opened a staff link. Desk. */
  opening: {
    link: string;
    /** unix time, ms */
    at: number;
    ended: boolean;
    /** a scanning app that speaks pretix */
    api: boolean;
  };
  /** How many people are connected; null where they are too few to be told. Stage. */
  presence: {
    all: number | null;
    /** null where one of the groups is small */
    onsite: number | null;
    remote: number | null;
  };
  /** How many people are connected, exactly. Team. */
  team_presence: {
    onsite: number;
    remote: number;
  };
  /** How many people are connected to one process. Nobody. */
  process_presence: {
    onsite: number;
    remote: number;
    /** remote people by the slot that they follow */
    rooms: Record<string, number>;
    /** unix time, ms */
    wall: number;
  };
  /** The most people who were connected at once, in the event or session of this id. Team. */
  peak: {
    onsite: number;
    remote: number;
  };
  /** Words of this language with which a text waits for a moderator. Team. */
  blocklist: {
    words: string[];
  };
  /** What the team tells everybody. Stage. */
  announcement: {
    /** by the languages that it was written in */
    text: Record<string, string>;
    level: "info" | "urgent";
    /** event time, ms */
    at: number;
    /** when it goes by itself */
    until: number | null;
    /** when it was taken off the screens */
    ended: number | null;
  };
  /** Whether people can react in the session or slot of this id. Stage. */
  reaction_settings: {
    open: boolean;
  };
  /** Reactions in the session or slot of this id. Stage. */
  reactions: {
    applause: number;
    agree: number;
    /** how many of both came from remote; null where one of the groups is small */
    remote: number | null;
    /** unix second of these counts */
    second: number;
  };
  /** Wishes to the speaker in the session or slot of this id. Team. */
  tempo: {
    slower: number;
    louder: number;
    /** unix second of these counts */
    second: number;
  };
  /** That words were erased in a row that does not tell, or when what was set aside was last looked through (`set_aside`); the version of this row counts. Nobody. */
  erasure: {
    /** event time, ms */
    at: number;
  };
  /** When the part of the data that the id names was forgotten. Team. */
  retention: {
    /** event time, ms */
    at: number;
  };
  /** What of the event is hidden from everybody but the team once it is closed for good. Team. */
  memory_settings: {
    /** answered or unanswered (questions), topics, polls, notes or summaries */
    hidden: string[];
  };
  /** For how many days after the event each part of its data is kept, as organisers have chosen; 0: not by itself; null: as the profile says. Team. */
  retention_settings: {
    /** whose something is */
    owners: number | null;
    /** questions, topics, notes and summaries */
    texts: number | null;
    /** polls and their results */
    polls: number | null;
    /** what organisations have handed in */
    answers: number | null;
    report: number | null;
    /** everything that is left */
    event: number | null;
  };
  /** An item of the programme. Stage. */
  session: {
    /** one of SESSION_KINDS */
    kind: string;
    /** by language */
    title: string | Record<string, string>;
    /** event time, ms */
    start: number | null;
    /** event time, ms */
    end: number | null;
    /** the programme gave no end */
    end_inferred: boolean;
    people: Person[];
    languages: string[];
    order: number;
    state: "planned" | "running" | "over" | "cancelled";
    /** event time, ms */
    started: number | null;
    /** event time, ms */
    ended: number | null;
    /** number of the workshop round in it */
    round: number | null;
    place: string | null;
    /** event ms, as last released */
    plan_start: number | null;
    plan_end: number | null;
    /** stays at its time when others shift */
    pinned: boolean;
    /** id of the block that it is part of */
    parent: string | null;
    /** counts changes that calendars hear of */
    seq: number;
  };
  /** What takes place in one or more rounds. Stage. */
  workshop: {
    /** by language */
    title: string | Record<string, string>;
    people: Person[];
    languages: string[];
    order: number;
  };
  /** A round of workshops. Stage. */
  round: {
    n: number;
    session: string;
    /** event time, ms */
    start: number | null;
    /** event time, ms */
    end: number | null;
  };
  /** The programme's n-th release. All. */
  release: {
    n: number;
    /** event time, ms */
    at: number;
    /** {what, kind, id, title, before, after} */
    changes: any[];
  };
  /** What the programme said when it was last loaded. Nobody. */
  plan: {
    /** [kind, id, fields] */
    rows: any[];
  };
  /** Whether questions are taken in the session or slot of this id. Stage. */
  qa: {
    open: boolean;
    /** new ones wait for a moderator */
    moderated: boolean;
  };
  /** A question. Stage while it is live, being answered or answered, else team, in a slot also those who run it. */
  question: {
    /** id of a session or slot */
    session: string;
    text: string;
    lang: string;
    /** where it was asked; null while one of the groups is small */
    mode: "onsite" | "remote" | null;
    state: "queued" | "live" | "answering" | "answered" | "archived" | "dismissed" | "withdrawn";
    /** what the asker wants to be called */
    name: string | null;
    /** entered by the team for somebody without a phone */
    by: "team" | null;
    /** event ms, at the full minute */
    at: number;
    /** by a moderator */
    edited: boolean;
    /** a written answer */
    reply: string | null;
    /** the panellist who has written it; null: the team */
    reply_by: string | null;
    labels: string[];
    /** the panellist it is for, by name */
    person: string | null;
    /** id of the question that it counts as */
    merged: string | null;
    /** event time, ms */
    answered_at: number | null;
    /** everybody could see it, and it was not dismissed since */
    shown: boolean;
  };
  /** Support for the question or topic of this id, with what was merged into it. Sees who sees that. */
  votes: {
    /** people */
    n: number;
    /** null where one of the groups is small */
    onsite: number | null;
    remote: number | null;
  };
  /** What only the team knows of the question or topic of this id. Team. */
  qmod: {
    /** the text as it was asked */
    original: string | null;
    /** ids merged into it */
    merges: string[];
    /** where a question was asked */
    mode: "onsite" | "remote" | null;
    /** event ms, when a question was asked */
    at: number | null;
  };
  /** Why the text of this id waits for somebody. Team, and those who run the slot in which a question was asked. */
  hold_reasons: {
    /** link, mail, handle, iban, phone, word or muted */
    reasons: string[];
  };
  /** What became of the questions of the session or slot of this id, once it is over. Stage. */
  fate: {
    /** all that were asked */
    n: number;
    /** that count as another one */
    merged: number;
    /** answered in the session */
    aloud: number;
    /** answered in writing alone */
    written: number;
    /** that everybody could read, and nobody came to */
    open: number;
    /** that nobody has looked at */
    waiting: number;
    /** that a moderator did not show */
    dismissed: number;
    /** taken back by their authors, or erased */
    withdrawn: number;
    /** asked in the room; null where few of one group were there or asked */
    onsite: number | null;
    remote: number | null;
    /** of those, aloud or in writing */
    onsite_answered: number | null;
    remote_answered: number | null;
  };
  /** Questions of a session or slot that a panellist answers in writing, by a link. Team; nobody once that has ended. */
  handover: {
    session: string;
    /** the panellist, as everybody reads it beside the answers */
    name: string;
    /** of the questions */
    ids: string[];
    /** how many links it had before */
    issue: number;
    state: "open" | "gone";
    /** event time, ms */
    at: number;
  };
  /** What a panellist has answered to the question of this id. Team; nobody once it is taken back or the link has ended. */
  written_answer: {
    handover: string;
    text: string;
    state: "waiting" | "shown" | "declined" | "gone";
    /** why it waits, as in `hold_reasons`; empty: since texts are looked at first */
    reasons: string[];
    /** event time, ms */
    at: number;
  };
  /** A question as its author is told of it. That person. */
  own_question: {
    session: string;
    text: string;
    state: "queued" | "live" | "answering" | "answered" | "archived" | "dismissed" | "withdrawn" | "merged" | "erased";
    reply: string | null;
    reply_by: string | null;
    /** event time, ms */
    at: number;
    /** id of the question that it counts as, if everybody sees that */
    into: string | null;
  };
  /** What a participant supports in one Q&A, or in the parking lot; the id stands for them there. That person. */
  own_votes: {
    /** ids of questions and topics, sorted */
    up: string[];
  };
  /** Something that a moderator did and can take back. Team; nobody once there are newer ones enough. */
  undo_record: {
    /** the command */
    do: string;
    /** what it was about, the deed's own first */
    ids: string[];
    /** event time, ms */
    at: number;
    /** a role */
    by: string;
    undone: boolean;
  };
  /** The rows as they were before the command of the same id. Nobody. */
  before_image: {
    /** [kind, id, audience, fields, version] */
    rows: any[];
  };
  /** Who speaks in the session or slot of this id, and who is next. Stage. */
  floor: {
    /** hands can be raised */
    open: boolean;
    /** of the running order: came, fair, first, lists */
    rules: string[];
    /** that people choose from; the first is the usual one */
    kinds: ("contribution" | "question" | "reply" | "order")[];
    /** names of the lists that people choose from */
    lists: string[];
    /** live questions stand in the same order as the hands */
    questions: boolean;
    /** for one turn */
    seconds: number | null;
    /** ids of the hands that wait, the next one first; with questions, also of those that are live */
    order: string[];
    /** id of the hand that has the floor */
    speaking: string | null;
    /** when this turn began */
    since: number | null;
    /** when this turn should be over */
    until: number | null;
  };
  /** A hand. Stage while it waits or has the floor, then those who run the floor; nobody once it was taken down. */
  hand: {
    /** id of a session or slot; empty once the session is over */
    session: string;
    /** from where; null while one of the groups is small */
    mode: "onsite" | "remote" | null;
    kind: "contribution" | "question" | "reply" | "order";
    /** what phone and chair know it by, a colour and a number */
    sign: string;
    list: string | null;
    state: "waiting" | "held" | "speaking" | "skipped" | "done" | "lowered" | "gone";
  };
  /** What only those who run the floor know of the hand of this id. Those who run the slot, and the team. */
  hand_card: {
    mode: "onsite" | "remote";
    /** what they want to be called by */
    name: string | null;
    about: string | null;
    /** the team has added it, for somebody without a phone */
    team: boolean;
    /** event ms, when it was raised */
    at: number;
    /** turns that this person had before */
    spoken: number;
    /** how long they spoke; null: not yet */
    ms: number | null;
  };
  /** Somebody's hand in a session, as they are told of it; the id stands for them in this alone. That person. */
  own_hand: {
    /** empty once the session is over */
    session: string;
    /** id of their newest hand */
    hand: string | null;
    state: "waiting" | "held" | "speaking" | "skipped" | "done" | "lowered" | "gone";
    sign: string;
    kind: "contribution" | "question" | "reply" | "order";
    list: string | null;
    name: string | null;
    about: string | null;
    /** that they had in this session */
    turns: number;
  };
  /** A message on the crew line. The team, the desk, and all who run a room or the technique. */
  crew: {
    /** all, or a role; empty once it is forgotten */
    whom: string;
    /** the one room that it is for */
    room: string | null;
    /** the role that says it */
    by: string;
    by_room: string | null;
    text: string | null;
    /** a ready one, that everybody reads in their language */
    phrase: string | null;
    /** that calls for help by it */
    slot: string | null;
    /** nobody has to see it any more */
    over: boolean;
    /** event time, ms */
    at: number;
  };
  /** That a role or room has seen a message on the crew line. The same as the message. */
  crew_seen: {
    message: string;
    by: string;
    by_room: string | null;
    /** event time, ms */
    at: number;
  };
  /** The turns in the session or slot of this id, in sums. Stage. */
  turns: {
    n: number;
    /** for which somebody had the floor */
    ms: number;
    /** turns; null where few of one group have spoken */
    onsite: number | null;
    remote: number | null;
    onsite_ms: number | null;
    remote_ms: number | null;
  };
  /** The same, exactly. Those who run the slot, and the team. */
  team_turns: {
    onsite: number;
    remote: number;
    onsite_ms: number;
    remote_ms: number;
    /** ms that those who got the floor had waited, together */
    onsite_wait: number;
    remote_wait: number;
    /** people who have spoken */
    onsite_people: number;
    remote_people: number;
    /** when somebody of them last got the floor */
    onsite_last: number | null;
    /** event time, ms */
    remote_last: number | null;
    /** turns that they got while the other group waited */
    onsite_taken: number;
    remote_taken: number;
    /** turns of each list that it got while another one waited */
    lists: Record<string, number>;
  };
  /** Whether topics are taken. Stage. */
  parking_lot: {
    open: boolean;
    /** new ones wait for a moderator */
    moderated: boolean;
  };
  /** A topic. Stage while it is live or chosen, else team. */
  topic: {
    /** by language */
    title: Record<string, string>;
    /** in which it was proposed */
    lang: string | null;
    state: "queued" | "live" | "chosen" | "dismissed" | "withdrawn";
    /** id of the topic that it counts as */
    merged: string | null;
    /** id of the placeholder that it fills */
    session: string | null;
    /** title of the event that it comes from */
    origin: string | Record<string, string> | null;
    /** how many supported it there */
    before: number | null;
    /** event ms, at the full minute */
    at: number;
  };
  /** A topic as its author is told of it. That person. */
  own_topic: {
    /** by language */
    title: Record<string, string>;
    state: "queued" | "live" | "chosen" | "dismissed" | "withdrawn" | "erased";
  };
  /** What fills the placeholder of this session. Stage. */
  chosen_topic: {
    /** id */
    topic: string | null;
    /** by language */
    title: Record<string, string> | null;
  };
  /** A poll. Stage once it was opened, else team. */
  poll: {
    /** id of a session or slot; null: in the library */
    session: string | null;
    kind: "single" | "multiple" | "scale" | "ranking" | "text" | "cloud";
    /** by language */
    title: Record<string, string>;
    options: Option[];
    /** how many may be chosen */
    max: number;
    /** shown as they come, after one's own ballot, at the close */
    results: "live" | "after" | "close";
    electorate: "everyone" | "onsite" | "remote" | "checked-in";
    /** one ballot for each device, person, code */
    level: "mood" | "person" | "codes";
    abstain: boolean;
    /** seconds in which ballots still come in after the close */
    grace: number;
    /** written answers wait for a moderator */
    moderated: boolean;
    state: "draft" | "open" | "closing" | "closed" | "archived";
    /** event time, ms */
    made: number;
    /** event time, ms */
    opened: number | null;
    /** event ms at which it closes by itself */
    ends: number | null;
    /** event time, ms */
    closed: number | null;
    resets: Reset[];
    /** how many there are */
    codes: number;
    /** id of the poll that has asked the same before, to be compared with */
    before: string | null;
  };
  /** How many have voted in the poll of this id; while it is open, in steps of at least five. Stage. */
  turnout: {
    /** null: fewer than five, or fewer than five that may be told yet */
    ballots: number | null;
    /** null before the close, and with too few ballots */
    abstained: number | null;
    /** null before the close, and where a group has too few ballots */
    onsite: number | null;
    remote: number | null;
  };
  /** What comes out of the poll of this id; while it is open, one step behind the turnout. Whoever may see its results now. */
  tally: {
    /** null: too few ballots */
    n: Record<string, number> | null;
    /** how many ballots chose something */
    of: number | null;
    /** null before the close, and where a group has too few ballots */
    onsite: Record<string, number> | null;
    /** by option id; in a ranking by option:place */
    remote: Record<string, number> | null;
  };
  /** The newest count of an open poll, which is told a step later, and the one before. Nobody. */
  ballot_count: {
    ballots: number;
    /** by option id; in a ranking by option:place */
    n: Record<string, number>;
    of: number;
    before: EarlierCount | null;
  };
  /** How many people have cast or changed a ballot since the newest count. Nobody. */
  new_ballots: {
    n: number;
  };
  /** When the turnout last moved, and with which version of the count. Nobody. */
  ballots_shown: {
    /** event time, ms */
    at: number;
    count: number;
  };
  /** What was counted in the room for the poll of this id. Stage while results are shown, else team. */
  show_of_hands: {
    /** by option id; in a ranking by option:place */
    n: Record<string, number>;
    /** a role */
    by: string | null;
    /** event time, ms */
    at: number | null;
  };
  /** A written answer, or the words of one ballot. As results where it is live, else team. */
  answer: {
    poll: string;
    text: string;
    lang: string | null;
    state: "queued" | "live" | "hidden" | "withdrawn";
  };
  /** A written answer that is not told yet, under the id that it will have; empty once it was. Nobody. */
  new_answer: {
    poll: string;
    text: string;
    lang: string | null;
    /** why it is to wait for a moderator */
    held: string[];
    waits: boolean;
    /** how often the poll had been reset */
    round: number;
  };
  /** A room of the workshop rounds. Stage. */
  room: {
    /** by language */
    title: string | Record<string, string>;
    order: number;
    /** people */
    capacity: number | null;
  };
  /** A workshop in a round. Stage. */
  slot: {
    workshop: string;
    /** its number */
    round: number;
    session: string;
    room: string | null;
    /** people in the room; null: the room's */
    capacity: number | null;
    capacity_remote: number | null;
    state: "planned" | "open" | "running" | "late" | "over" | "cancelled";
    order: number;
    /** event time, ms */
    start: number | null;
    /** event time, ms */
    end: number | null;
    /** event time, ms */
    started: number | null;
    /** event time, ms */
    ended: number | null;
    /** event ms, as last released */
    plan_start: number | null;
    plan_end: number | null;
    /** counts changes that calendars hear of */
    seq: number;
  };
  /** Where remote people take part in the slot of this id. Stage while it is held, else those who run it. */
  meeting: {
    url: string | null;
  };
  /** How many people are in the room of the slot of this id. Stage. */
  headcount: {
    n: number;
    /** event time, ms */
    at: number;
    /** counted by somebody, or by scans at the door */
    by: "count" | "doors";
  };
  /** How many remote people follow the slot of this id; null where they are too few to be told. Stage. */
  followers: {
    n: number | null;
  };
  /** How many remote people follow the slot of this id, exactly. Those who run it, and the team. */
  team_followers: {
    n: number;
  };
  /** Which slot a participant follows; the id stands for them in this alone. That person. */
  follow: {
    slot: string | null;
  };
  /** Whether people can sign up for slots. Stage. */
  signup_settings: {
    open: boolean;
  };
  /** How many places of the slot of this id are taken. Stage. */
  signups: {
    /** places, of both groups */
    taken: number;
    /** null where one of the groups is small */
    onsite: number | null;
    remote: number | null;
    /** null where they are too few to be told */
    waiting: number | null;
  };
  /** The same, exactly. Those who run it, and the team. */
  team_signups: {
    onsite: number;
    remote: number;
    waiting: number;
  };
  /** A place, or one on the waiting list. That person. */
  signup: {
    slot: string;
    mode: "onsite" | "remote";
    state: "in" | "waiting" | "out";
    /** event time, ms */
    at: number;
  };
  /** A call for help from the slot of this id. Those who run it, and the team. */
  help_call: {
    state: "called" | "coming" | "done";
    /** event time, ms */
    at: number;
    /** the role that is on the way */
    by: string | null;
  };
  /** How notes are taken in the slot of this id. Stage. */
  note_settings: {
    /** they may write */
    participants: boolean;
    /** a facilitator looks first */
    moderated: boolean;
    /** those of earlier rounds are shown */
    earlier: boolean;
  };
  /** A note. Stage once shared, else those who run the slot, and the team. */
  note: {
    slot: string;
    kind: "insight" | "question" | "step" | "quote";
    text: string;
    lang: string;
    state: "queued" | "kept" | "shared" | "dropped";
    /** its place, by rising numbers */
    order: number;
    pinned: boolean;
    /** event ms, at the full minute */
    at: number;
    edited: boolean;
    by: "facilitator" | "participant";
  };
  /** A note as its author is told of it. That person. */
  own_note: {
    slot: string;
    kind: "insight" | "question" | "step" | "quote";
    text: string;
    lang: string;
    state: "queued" | "kept" | "shared" | "dropped";
    /** event time, ms */
    at: number;
  };
  /** How people come in. All. */
  registration: {
    /** only people on the list */
    list: boolean;
    /** on their own phones too */
    own: boolean;
    /** a question that the desk asks */
    consent: string | null;
    /** days after the event until the list is forgotten; 0: never by itself */
    keep: number;
  };
  /** Somebody who is expected by name. Desk. */
  attendee: {
    name: string;
    org: string;
    mode: "onsite" | "remote" | null;
    lang: string | null;
    /** titles of workshops */
    choices: string[];
    /** for the desk */
    note: string;
    consent: boolean | null;
    /** what they are known by when the list comes again */
    key: string;
    /** what they booked together */
    group: string;
    state: "valid" | "canceled" | "blocked" | "unpaid" | "unapproved";
    /** the desk is to look at the note */
    attention: boolean;
    /** event time, ms */
    valid_from: number | null;
    /** event time, ms */
    valid_until: number | null;
    /** how many tickets they had before */
    issue: number;
    /** unix time, ms */
    added: number;
  };
  /** A ticket code, by its hash. Desk. */
  code: {
    attendee: string;
    revoked: boolean;
  };
  /** A scan as it was recorded, by its nonce; it never changes, but for what one's own phone says within a minute. Desk. */
  check: {
    attendee: string | null;
    type: "entry" | "exit" | "annul";
    room: string | null;
    slot: string | null;
    mode: "onsite" | "remote";
    /** event ms, when it happened */
    at: number;
    /** event ms, when the server heard of it */
    received: number;
    /** id of the desk's staff link */
    desk: string | null;
    status: "ok" | "error" | "incomplete";
    /** pretix's word for why not */
    reason: string | null;
    offline: boolean;
    /** let in without a network, against a reason */
    forced: boolean;
    /** nonce of the scan that it takes back */
    of: string | null;
  };
  /** Where the attendee of this id is, folded from the scans. Desk. */
  attendance: {
    state: "in" | "out";
    mode: "onsite" | "remote" | null;
    room: string | null;
    slot: string | null;
    /** event time, ms */
    at: number;
    /** event time, ms */
    first: number | null;
  };
  /** How many have checked in. Team and desk. */
  checkin_count: {
    onsite: number;
    remote: number;
  };
  /** Personal links that were made together. Desk. */
  ticket_batch: {
    mode: "onsite" | "remote";
    n: number;
    label: string | null;
    /** unix time, ms */
    made: number;
    revoked: boolean;
  };
  /** What stands in certificates of attendance. All, as it is on paper. */
  certificate_settings: {
    issuer: string;
    /** under the line to sign */
    signer: string;
    /** by language, instead of the usual sentence; empty: that one */
    text: Record<string, string>;
    /** people fetch theirs by their own ticket link */
    own: boolean;
  };
  /** Everybody's certificates in one file, as a worker made them. Organisers. */
  certificates: {
    /** how often they were asked for */
    asked: number;
    /** which of these is there */
    made: number;
    /** version of the table that they were made of */
    read: number;
    lang: string;
    /** event time, ms */
    at: number | null;
    /** of the server, at which they can be checked */
    address: string;
    /** bytes; 0: there is no file */
    size: number;
    people: number;
  };
  /** A summary as people decide on it. Who may edit it, and stage once published. */
  summary: {
    of: "slot" | "workshop" | "plenary";
    /** id of the slot or workshop; empty for the plenary's */
    ref: string;
    state: "draft" | "approved" | "published";
    lines: Line[];
    /** ids of lines that were left out */
    out: string[];
    themes: Theme[];
    counts: Count[];
    /** by slot: [most in its room, most following it] */
    people: Record<string, [number | null, number | null]>;
    overview: Sentence[] | null;
    /** the language model that connected the lines; empty: none */
    model: string | null;
    /** of the table, when it was drafted */
    version: number;
    /** event time, ms */
    at: number;
    /** the role that touched it last; null: nobody has */
    by: string | null;
  };
  /** What a worker made, beside a summary that people have touched. Who may edit that. */
  draft: {
    lines: Line[];
    themes: Theme[];
    counts: Count[];
    overview: Sentence[] | null;
    model: string | null;
    version: number;
    /** event time, ms */
    at: number;
  };
  /** Words of the notes behind a summary, for the plenary's themes. Nobody. */
  terms: {
    terms: Term[];
  };
  /** Words that mean the same. Team. */
  glossary: {
    /** pairs */
    terms: [string, string][];
  };
  /** How far the work on the summary of this id is, or on what was ordered. Who may edit that. */
  work: {
    of: "slot" | "workshop" | "plenary" | "report" | "certificates" | "folder";
    ref: string;
    /** of the table, that it is made of */
    version: number;
    attempt: number;
    state: "queued" | "running" | "done" | "failed" | "again";
    percent: number;
    /** why it failed */
    code: string | null;
    /** unix time, ms */
    at: number;
  };
  /** What organisers say in the report. Team. */
  report_settings: {
    opening: string;
    closing: string;
    funder: string;
    /** people, as organisers say */
    onsite: number | null;
    remote: number | null;
  };
  /** The report as a worker made it. Team. */
  report: {
    /** how often one was asked for */
    asked: number;
    /** which of these is there */
    made: number;
    /** version of the table that it was made of */
    read: number;
    lang: string;
    /** event time, ms */
    at: number | null;
    /** [ending, size in bytes] */
    files: [string, number][];
    /** where the PDF leaves out what cannot be set: heading (entry) */
    unset: string[] | null;
  };
  /** Everything that a funder asks for in one file, as a worker made it. Organisers. */
  folder: {
    /** how often it was asked for */
    asked: number;
    /** which of these is there */
    made: number;
    /** version of the table that it was made of */
    read: number;
    lang: string;
    /** who was there, to sign: with names, slips without, or neither */
    lists: "signatures" | "slips" | "none";
    /** event time, ms */
    at: number | null;
    /** bytes; 0: there is no file */
    size: number;
    /** where its PDFs leave out what cannot be set */
    unset: string[];
  };
  /** A questionnaire for organisations. Organisers. */
  form: {
    /** by language */
    title: Record<string, string>;
    intro: string;
    questions: FormQuestion[];
    /** event ms until which answers are taken */
    due: number | null;
    state: "open" | "closed" | "dropped";
    /** files keep what cameras and programs write into them */
    as_is: boolean;
    /** event time, ms */
    at: number;
  };
  /** An organisation that is asked. Organisers. */
  invitation: {
    form: string;
    org: string;
    /** how many links it had before */
    issue: number;
    state: "open" | "gone";
    order: number;
  };
  /** What the organisation of this id has answered. Organisers. */
  submission: {
    form: string;
    /** by question id: {text} or {stored, name, size, left: it may hold metadata} */
    answers: Record<string, any>;
    /** how often it has answered */
    n: number;
    /** event time, ms */
    at: number;
  };
  /** An evaluation by those who take part: one address for all, and nobody is known. Stage, unless it was dropped. */
  evaluation: {
    /** by language */
    title: Record<string, string>;
    /** the item that it is about; null: the whole event */
    session: string | null;
    /** event ms until which answers are taken */
    due: number | null;
    state: "open" | "closed" | "dropped";
    /** event time, ms */
    at: number;
  };
  /** What the evaluation of this id asks. Organisers. */
  evaluation_form: {
    intro: string;
    questions: EvaluationQuestion[];
  };
  /** What one device has answered, without whose it is. Nobody; empty once it is counted for good. */
  response: {
    evaluation: string;
    /** by question id: a step, an option or words */
    answers: Record<string, string>;
  };
  /** What the evaluation of this id has brought, in steps while it is open. Organisers. */
  evaluation_result: {
    /** devices, rounded down to a step while it is open; null: too few */
    answered: number | null;
    /** of them counted here; null: too few */
    n: number | null;
    /** by question id and option; null: too few */
    counts: Record<string, Record<string, number> | null>;
    /** by question id, in alphabetical order */
    texts: Record<string, string[]>;
    final: boolean;
  };
}

export type Kind = keyof Rows;

/** A row as the table gives it: with its id, unless a field has that name (a screen shows the id of something). */
export type Row<K extends Kind> = Rows[K] & (Rows[K] extends { id: unknown } ? unknown : { id: string });
