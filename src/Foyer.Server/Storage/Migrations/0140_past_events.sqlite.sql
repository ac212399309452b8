-- A past event stays when its host's account is deleted.
pragma writable_schema = on;
update sqlite_master set sql = replace(
    sql,
    'creator_id bigint not null references users (id) on delete cascade',
    'creator_id bigint references users (id) on delete set null'
) where type = 'table' and name = 'events';
pragma writable_schema = reset;
