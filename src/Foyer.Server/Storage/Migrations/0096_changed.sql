-- Versions rise with ids but where a message was changed after others came. So only those that were are kept in order of
-- version, and a post has one index less to go into.
alter table messages add column changed integer not null default 0;
update messages set changed = 1 where id in (
    select id from (
        select id, version, min(version) over (
            partition by chat_id order by id rows between 1 following and unbounded following
        ) as later
        from messages
    ) m where m.version > m.later
);
drop index messages_version;
create unique index messages_changed on messages (chat_id, version) where changed = 1;
