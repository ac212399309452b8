-- Items of background work that failed, so that each one waits for its next attempt alone and is abandoned alone.
create table failed_items (
    queue text not null,
    item text not null,
    -- All failures, and those since the last success.
    failures bigint not null,
    tries bigint not null,
    error text not null,
    failed_at bigint not null,
    next_at bigint,
    abandoned_at bigint,
    primary key (queue, item)
);
