-- Keys that people's devices hold. public_key is what signatures are checked with; nothing here opens anything by itself.
create table passkeys (
    id {{key}},
    user_id bigint not null references users (id) on delete cascade,
    credential text not null unique,
    public_key text not null,
    name text not null,
    sign_count bigint not null,
    transports text not null,
    backup_eligible bigint not null,
    backed_up bigint not null,
    created_at bigint not null,
    used_at bigint not null
);
create index passkeys_user on passkeys (user_id);

-- What a device was asked to sign. It is used up by the first answer.
create table passkey_challenges (
    id text primary key,
    user_id bigint references users (id) on delete cascade,
    state text not null,
    expires_at bigint not null
);
create index passkey_challenges_expiry on passkey_challenges (expires_at);
