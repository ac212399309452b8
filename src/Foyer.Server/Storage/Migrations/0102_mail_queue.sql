-- The text, the HTML and the unsubscribe link of a waiting mail, encrypted: they may carry a link that opens an account.
alter table mails add column body text;
-- SHA-256 of the link's secret, so that a restored backup can tell which mails carry a link that no longer works.
alter table mails add column link text;
-- The mailbox whose hourly budget the mail was charged to; null for a mail that is never held back.
alter table mails add column mailbox text;
create index mails_mailbox on mails (mailbox, created_at) where mailbox is not null;
