-- Invitations to the community, while one needs one to register. Only the SHA-256 of the code is kept.
create table community_invites (
    hash text primary key,
    created_by bigint references users (id) on delete set null,
    created_at bigint not null,
    expires_at bigint not null,
    uses_left bigint not null
);
