-- Where a message mentions accounts, as the JSON that clients get; null where its text has no @, and in messages that are older
-- than this column, whose mentions are looked up when they are read.
alter table messages add column mentions text;
