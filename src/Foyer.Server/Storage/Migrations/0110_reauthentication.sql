-- When the person last proved who they are: at sign-in, or by the password or a passkey since then.
alter table sessions add column authenticated_at bigint not null default 0;
update sessions set authenticated_at = created_at;

-- A used confirmation link is kept until it expires, so that opening it again shows that it worked.
alter table links add column used_at bigint;

-- What a changed e-mail address replaced. The old mailbox can undo the change until then, and nobody else can take the address.
create table email_undos (
    hash text primary key,
    user_id bigint not null references users (id) on delete cascade,
    email text not null,
    email_key text not null,
    password text not null,
    created_at bigint not null,
    expires_at bigint not null
);
create index email_undos_user on email_undos (user_id);
create index email_undos_email on email_undos (email_key);
