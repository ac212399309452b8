-- From now on the index removes the text of a deleted message at once. What was deleted before is removed here.
insert into messages_text (messages_text, rank) values ('secure-delete', 1);
insert into messages_text (messages_text) values ('optimize');
