-- Members of a room are counted without their rows.
create index memberships_counted on memberships (chat_id, user_id, role);

-- Unread notifications are counted on every page, without the history of those that were read.
create index notifications_unread on notifications (user_id, id) where read_at is null;
