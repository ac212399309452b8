-- Instants are microseconds since 1970, UTC. A column ending in _key is what makes a name unique.

create table users (
    id {{key}},
    username text not null,
    username_key text not null unique,
    email text not null,
    email_key text not null unique,
    password text not null,
    first_name text,
    last_name text,
    age integer,
    avatar text,
    role text check (role in ('owner', 'admin', 'moderator')),
    verified_at bigint,
    created_at bigint not null
);

-- Links in mails: only the SHA-256 of their secret is kept; a row is one use.
create table links (
    hash text primary key,
    user_id bigint not null references users (id) on delete cascade,
    purpose text not null,
    expires_at bigint not null
);
create index links_user on links (user_id, purpose);

create table sessions (
    id text primary key,
    user_id bigint not null references users (id) on delete cascade,
    created_at bigint not null,
    used_at bigint not null,
    expires_at bigint not null,
    address text not null,
    agent text not null,
    binding text not null check (binding in ('strict', 'agent', 'none'))
);
create index sessions_user on sessions (user_id);

create table bans (
    user_id bigint primary key references users (id) on delete cascade,
    by_id bigint,
    reason text,
    created_at bigint not null
);

create table kicks (
    user_id bigint primary key references users (id) on delete cascade,
    by_id bigint,
    reason text,
    until bigint not null
);

create table chats (
    id {{key}},
    kind text not null check (kind in ('public', 'private', 'direct', 'event')),
    name text not null,
    name_key text not null,
    topic text,
    version bigint not null default 0,
    created_by bigint references users (id) on delete set null,
    created_at bigint not null,
    archived_at bigint
);
create unique index chats_public_name on chats (name_key) where kind = 'public';

create table memberships (
    chat_id bigint not null references chats (id) on delete cascade,
    user_id bigint not null references users (id) on delete cascade,
    role text not null check (role in ('owner', 'moderator', 'member', 'reader')),
    joined_at bigint not null,
    read_to bigint not null default 0,
    primary key (chat_id, user_id)
);
create index memberships_user on memberships (user_id);

create table messages (
    id {{key}},
    chat_id bigint not null references chats (id) on delete cascade,
    version bigint not null,
    -- joined and left are status lines about user_id; their words are put in when read.
    kind text not null check (kind in ('text', 'system', 'event', 'joined', 'left')),
    user_id bigint references users (id) on delete set null,
    text text not null,
    subject text,
    client_id text,
    reply_to bigint,
    created_at bigint not null,
    edited_at bigint,
    deleted_at bigint
);
create unique index messages_version on messages (chat_id, version);
create index messages_chat on messages (chat_id, id);
create unique index messages_client on messages (user_id, client_id) where client_id is not null;
