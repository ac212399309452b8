-- Messages that the full-text index could not take and left out.
create table messages_unindexed (message_id integer primary key references messages (id) on delete cascade);
