-- The index holds the keys of texts (TextKey), which are folded already, and never needs the texts themselves. It is filled anew in
-- the background; until then a search scans what is not indexed yet.
drop table messages_text;
create virtual table messages_text using fts5 (text, content = '', tokenize = 'trigram case_sensitive 1', detail = none);
update messages_indexed set indexed_to = 0;
