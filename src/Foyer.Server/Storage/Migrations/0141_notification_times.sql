-- A time within the text, so that pages can show it on the reader's clock: offset, length, microseconds UTC and zone.
alter table notifications add column text_time text;
