-- What is counted again and again, counted in an index alone.
-- One's own talk in a room: who posts and never reads has much of it above the marker.
drop index messages_person;
create index messages_person on messages (user_id, chat_id, id, kind);
-- Seats taken and people who wait, of each event in a list.
create index bookings_event on bookings (event_id, status);
