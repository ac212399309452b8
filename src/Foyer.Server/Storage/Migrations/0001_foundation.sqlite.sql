-- The index follows the messages a moment later; indexed_to says how far it is. A search scans the rows above it.
create virtual table messages_text using fts5 (text, content = 'messages', content_rowid = 'id', tokenize = 'trigram');
create table messages_indexed (indexed_to bigint not null);
insert into messages_indexed values (0);
