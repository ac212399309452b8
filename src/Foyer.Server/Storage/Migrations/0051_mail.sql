-- Where one says no to more mails of this kind; it goes into the mail's header.
alter table mails add column unsubscribe text;

-- Whether one wants by mail what the inbox tells of events.
alter table users add column event_mails bigint not null default 1 check (event_mails in (0, 1));
