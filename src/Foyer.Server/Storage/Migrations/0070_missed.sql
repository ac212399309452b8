-- Whether one wants a mail about what one missed; and which entries of the inbox were in one already.
alter table users add column mail_missed bigint not null default 1;
alter table notifications add column mailed_at bigint;
create index notifications_unmailed on notifications (created_at) where read_at is null and mailed_at is null;

-- Browsers that want to be told while no page is open. A subscription ends with the session that made it.
create table push_subscriptions (
    id {{key}},
    user_id bigint not null references users (id) on delete cascade,
    session_id text not null references sessions (id) on delete cascade,
    endpoint text not null unique,
    public_key text not null,
    secret text not null,
    created_at bigint not null
);
create index push_subscriptions_user on push_subscriptions (user_id);
create index push_subscriptions_session on push_subscriptions (session_id);
