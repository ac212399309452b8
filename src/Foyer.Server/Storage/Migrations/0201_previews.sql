-- The size of the preview that lies beside a large picture; null where there is none.
alter table attachments add column preview_width integer;
alter table attachments add column preview_height integer;
