-- What somebody answered to a stranger who wrote to them: accepted, or refused, after which the stranger's messages are not taken.
create table direct_answers (
    chat_id bigint not null references chats (id) on delete cascade,
    user_id bigint not null references users (id) on delete cascade,
    accepted bigint not null check (accepted in (0, 1)),
    answered_at bigint not null,
    primary key (chat_id, user_id)
);
create index direct_answers_user on direct_answers (user_id);
