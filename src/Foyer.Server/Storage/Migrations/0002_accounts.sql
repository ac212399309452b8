-- A link that confirms a new address carries it until then.
alter table links add column email text;

alter table users add column quiet_from text;
alter table users add column quiet_to text;
alter table users add column time_zone text;
alter table users add column locale text;
-- Under sign-up by approval: null while an admin has not said yes.
alter table users add column approved_at bigint;
update users set approved_at = created_at;

-- A row is an offer until accepted_at says that both want it; then it counts in both directions.
create table friends (
    user_id bigint not null references users (id) on delete cascade,
    friend_id bigint not null references users (id) on delete cascade,
    created_at bigint not null,
    accepted_at bigint,
    primary key (user_id, friend_id)
);
create index friends_friend on friends (friend_id);

-- Mails wait here from the commit of their cause until a server has taken them; then only what is needed to tell of them stays.
create table mails (
    id {{key}},
    recipient text not null,
    subject text not null,
    text text not null,
    html text not null,
    message_id text not null,
    created_at bigint not null,
    next_at bigint not null,
    expires_at bigint not null,
    tries bigint not null default 0,
    sent_at bigint,
    failed_at bigint,
    error text
);
create index mails_due on mails (next_at) where sent_at is null and failed_at is null;
create index mails_created on mails (created_at);

-- The second step at sign-in. The last step of time that was used is kept, so that no code works twice.
create table two_factor (
    user_id bigint primary key references users (id) on delete cascade,
    secret text not null,
    confirmed_at bigint,
    last_step bigint not null default 0
);

create table recovery_codes (
    user_id bigint not null references users (id) on delete cascade,
    hash text not null,
    primary key (user_id, hash)
);

-- Personal access tokens: each stands on a session of its own, so that whatever ends sessions ends tokens.
create table tokens (
    id {{key}},
    user_id bigint not null references users (id) on delete cascade,
    session_id text not null unique references sessions (id) on delete cascade,
    hash text not null unique,
    name text not null,
    scopes text not null,
    created_at bigint not null,
    expires_at bigint
);
create index tokens_user on tokens (user_id);
