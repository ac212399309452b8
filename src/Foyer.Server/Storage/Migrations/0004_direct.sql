-- Who does not want to hear of whom.
create table blocks (
    user_id bigint not null references users (id) on delete cascade,
    blocked_id bigint not null references users (id) on delete cascade,
    created_at bigint not null,
    primary key (user_id, blocked_id)
);
create index blocks_blocked on blocks (blocked_id);

-- Two people have one direct room. Ids are never given twice, so a row may outlive an account: the other one keeps the room.
create table direct_pairs (
    low_id bigint not null,
    high_id bigint not null,
    chat_id bigint not null unique references chats (id) on delete cascade,
    primary key (low_id, high_id)
);

-- What of a room one wants to be told of, and until when nothing.
alter table memberships add column level text not null default 'all' check (level in ('all', 'mentions', 'nothing'));
alter table memberships add column mute_until bigint;

-- Whom a message names; user_id 0 is everybody in the room.
create table mentions (
    message_id bigint not null references messages (id) on delete cascade,
    user_id bigint not null,
    chat_id bigint not null,
    primary key (message_id, user_id)
);
create index mentions_chat on mentions (chat_id, user_id, message_id);

-- Direct messages that their recipient's client has not had yet.
create table undelivered (
    message_id bigint primary key references messages (id) on delete cascade,
    user_id bigint not null references users (id) on delete cascade
);
create index undelivered_user on undelivered (user_id, message_id);

-- A link into a private room; with a person, for that one alone.
create table invites (
    code text primary key,
    chat_id bigint not null references chats (id) on delete cascade,
    user_id bigint references users (id) on delete cascade,
    created_by bigint references users (id) on delete set null,
    created_at bigint not null,
    expires_at bigint,
    max_uses bigint,
    uses bigint not null default 0
);
create index invites_chat on invites (chat_id);

-- The inbox. Words of a message are not copied here: they are read from it, so that they go with it.
create table notifications (
    id {{key}},
    user_id bigint not null references users (id) on delete cascade,
    kind text not null,
    from_id bigint references users (id) on delete set null,
    chat_id bigint references chats (id) on delete cascade,
    message_id bigint references messages (id) on delete cascade,
    event_id text,
    text text,
    created_at bigint not null,
    read_at bigint
);
create index notifications_user on notifications (user_id, id);
create index notifications_message on notifications (message_id);

-- Whose direct messages one takes: everyone's, those of people one shares a room with, or friends'.
alter table users add column messages_from text not null default 'everyone' check (messages_from in ('everyone', 'shared', 'friends'));
