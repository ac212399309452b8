-- What a picture shows, in words, for those who do not see it.
alter table attachments add column alt text;
