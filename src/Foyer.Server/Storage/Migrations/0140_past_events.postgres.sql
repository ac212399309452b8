-- A past event stays when its host's account is deleted.
alter table events alter column creator_id drop not null;
alter table events drop constraint events_creator_id_fkey;
alter table events add constraint events_creator_id_fkey foreign key (creator_id) references users (id) on delete set null;
