-- talk: how many messages of people the room had with this one, those deleted since among them. What is unread is then a
-- difference, however much it is.
alter table chats add column talk bigint not null default 0;
alter table messages add column talk bigint not null default 0;
update messages set talk = counted.talk from (
    select id, sum(case when kind in ('text', 'event') then 1 else 0 end) over (partition by chat_id order by id) as talk
    from messages
) counted where counted.id = messages.id;
update chats set talk = coalesce((select max(m.talk) from messages m where m.chat_id = chats.id), 0);
create index messages_person on messages (user_id, chat_id, id);
create index messages_deleted on messages (chat_id, id) where deleted_at is not null;
