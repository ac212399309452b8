-- Planned things are local date, time and zone; starts_at and ends_at are computed from them and kept for order and search.
create table events (
    id text primary key,
    creator_id bigint not null references users (id) on delete cascade,
    title text not null,
    description text not null,
    location text,
    date text not null,
    time text,
    time_zone text not null,
    duration_minutes bigint,
    starts_at bigint not null,
    ends_at bigint not null,
    visibility text not null check (visibility in ('public', 'invite-only')),
    maximum_attendees bigint check (maximum_attendees > 0),
    -- decimal(8,2) as whole cents.
    price_cents bigint check (price_cents between 0 and 99999999),
    currency text not null,
    has_room bigint not null,
    chat_id bigint references chats (id) on delete set null,
    sequence bigint not null default 0,
    created_at bigint not null,
    changed_at bigint not null,
    scheduled_at bigint not null,
    reminded_day_at bigint,
    reminded_hour_at bigint
);
create index events_start on events (starts_at, id);
create index events_creator on events (creator_id);
create index events_chat on events (chat_id);

create table bookings (
    id text primary key,
    event_id text not null references events (id) on delete cascade,
    user_id bigint not null references users (id) on delete cascade,
    status text not null check (status in ('invited', 'accepted', 'waitlisted')),
    invited_by bigint references users (id) on delete set null,
    accepted_date text,
    -- The order of the waitlist, and until when a freed place is held.
    queue_number bigint,
    offer_until bigint,
    created_at bigint not null,
    unique (event_id, user_id),
    check ((status = 'waitlisted') = (queue_number is not null)),
    check (offer_until is null or status = 'waitlisted'),
    check ((status = 'accepted') = (accepted_date is not null))
);
create index bookings_user on bookings (user_id);
create index bookings_offer on bookings (offer_until) where offer_until is not null;

-- What is left of a cancelled event, so that calendars and the room of those concerned can say so for a while.
create table cancelled_events (
    id text primary key,
    sequence bigint not null,
    date text not null,
    time text,
    time_zone text not null,
    starts_at bigint not null,
    ends_at bigint not null,
    cancelled_at bigint not null,
    chat_id bigint references chats (id) on delete set null
);
create table cancelled_event_people (
    event_id text not null references cancelled_events (id) on delete cascade,
    user_id bigint not null references users (id) on delete cascade,
    primary key (event_id, user_id)
);
create index cancelled_event_people_user on cancelled_event_people (user_id);

create table calendar_feeds (
    user_id bigint primary key references users (id) on delete cascade,
    secret text not null unique,
    created_at bigint not null
);

-- A message of kind event shows this event; no reference, since the card of a cancelled event stays.
alter table messages add column event_id text;
create index messages_event on messages (event_id) where event_id is not null;
