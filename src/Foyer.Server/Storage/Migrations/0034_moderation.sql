-- What few messages have lies in rows of its own; extras tells which of them to look for (1 attachments, 2 reactions).
alter table messages add column extras integer not null default 0;

-- An upload belongs to its uploader until it is posted. Its file is named at random; nothing of the person stands in a path.
create table attachments (
    id {{key}},
    file text not null unique,
    user_id bigint references users (id) on delete set null,
    chat_id bigint references chats (id) on delete set null,
    message_id bigint references messages (id) on delete set null,
    place integer not null default 0,
    name text not null,
    type text not null,
    size bigint not null,
    width integer,
    height integer,
    created_at bigint not null
);
create index attachments_message on attachments (message_id);
create index attachments_user on attachments (user_id);

create table reactions (
    message_id bigint not null references messages (id) on delete cascade,
    user_id bigint not null references users (id) on delete cascade,
    emoji text not null,
    created_at bigint not null,
    primary key (message_id, user_id, emoji)
);
create index reactions_user on reactions (user_id);

create table pins (
    message_id bigint primary key references messages (id) on delete cascade,
    chat_id bigint not null references chats (id) on delete cascade,
    by_id bigint references users (id) on delete set null,
    created_at bigint not null
);
create index pins_chat on pins (chat_id, created_at);

-- A report holds no text: what is reported is read from the message, and is gone with it.
create table reports (
    id {{key}},
    message_id bigint not null references messages (id) on delete cascade,
    by_id bigint references users (id) on delete set null,
    reason text not null,
    status text not null default 'open' check (status in ('open', 'resolved', 'dismissed')),
    note text,
    created_at bigint not null,
    closed_by bigint references users (id) on delete set null,
    closed_at bigint
);
create unique index reports_once on reports (message_id, by_id);
create index reports_status on reports (status, id);

-- Who did what to whom, refusals too. Names are kept as they were, since accounts go and the trail stays.
create table audit (
    id {{key}},
    created_at bigint not null,
    by_id bigint,
    by_name text not null,
    action text not null,
    subject_id bigint,
    subject text,
    detail text,
    refused text
);
create index audit_subject on audit (subject_id, id);
