-- The salon as data: one database serves one salon.
--
--   salon ─┬─ policies  faq  not_offered            what it is, its numbers, what it says
--          ├─ categories ── services ─┬─ service_questions ── question_answers
--          │                          ├─ service_families
--          │                          └─ packs
--          ├─ opening_hours  special_openings  closures
--          └─ stylists ─┬─ competences
--                       ├─ working_hours  working_days
--                       └─ calendar_blocks
--
-- What holds whoever writes (the seed, the panel, psql):
--   * Every change is remembered in `salon_history` with who, when, before and after, and raises `salon.rev`. The
--     program keeps the salon in memory and reads it again when `rev` has moved. Writing what stands there already
--     is no change.
--   * Blocks, closures, hours and what a stylist can do raise `stylists.agenda_rev`: whoever read an agenda before
--     and wants to take time in it after is told to read again.
--   * Services, packs, categories and stylists are switched off and never deleted: appointments outlive the list.
--   * A row that the program could not read is refused here, as far as one row can tell.
--
-- `position` is the order in which things were listed by the owner; lists of dates are in the order of their dates.
-- Hours are written '10:00-14:00', in the salon's zone, half open, in order and apart.
-- Who and when come from the settings `atrevete.who` and `atrevete.at` of the transaction, otherwise from the session.

create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- What a value must look like ------------------------------------------------------------------------------------

-- Words of customers: none missing, none blank.
create function words_are_right(words text[]) returns boolean
language sql immutable parallel safe as $$
    select coalesce(bool_and(coalesce(btrim(word) <> '', false)), true) from unnest(words) as word
$$;

-- The intervals of a day: '10:00-14:00', each after the one before it.
create function hours_are_right(hours text[]) returns boolean
language sql immutable parallel safe as $$
    select coalesce(bool_and(coalesce(
        h ~ '^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$'
            and left(h, 5) collate "C" < right(h, 5) collate "C"
            and (n = 1 or right(hours[n - 1], 5) collate "C" <= left(h, 5) collate "C"),
        false)), true)
    from unnest(hours) with ordinality as day (h, n)
$$;

create function minutes_sum(minutes integer[]) returns bigint
language sql immutable parallel safe as $$ select coalesce(sum(m), 0) from unnest(minutes) as m $$;

-- A whole number within bounds; other JSON is not.
create function whole_between(value jsonb, least_one bigint, greatest_one bigint) returns boolean
language sql immutable parallel safe as $$
    select case when jsonb_typeof(value) = 'number'
        then value::numeric between least_one and greatest_one and value::numeric = trunc(value::numeric)
        else false end
$$;

-- The names of the salon's numbers and what each may be. A release that adds one adds it here.
create function policy_is_right(key text, value jsonb) returns boolean
language sql immutable parallel safe as $$
    select coalesce(case
        when key = 'advance_payment_percentage' then whole_between(value, 0, 100)
        when key in ('slot_interval_minutes', 'provisional_timeout_standard', 'provisional_timeout_same_day',
                     'booking_horizon_days', 'session_idle_minutes', 'retention_days', 'health_retention_days')
            then whole_between(value, 1, 65535)
        when key in ('cancellation_threshold_hours', 'staff_only_cancellation_hours', 'deposit_grace_minutes',
                     'payment_reminder_before_expiry', 'payment_retry_extension', 'hold_grace',
                     'manual_payment_hold', 'late_payment_notice', 'reminder_advance_hours',
                     'minimum_notice_minutes', 'handoff_alert_minutes', 'handoff_alert_urgent_minutes',
                     'delay_tolerated_minutes', 'visit_gap_minutes')
            then whole_between(value, 0, 65535)
        when key in ('max_slots_offered', 'max_open_appointments_per_customer', 'max_open_appointments_known',
                     'max_unclear', 'max_name_tries')
            then whole_between(value, 1, 255)
        when key in ('max_payment_retries', 'max_late_moves', 'no_shows_until_deposit', 'max_unproven_holds',
                     'max_lapsed_holds', 'child_age')
            then whole_between(value, 0, 255)
        when key in ('flush_starts', 'name_before_answer') then jsonb_typeof(value) = 'boolean'
        when key in ('quiet_from', 'quiet_until') then value #>> '{}' ~ '^([01][0-9]|2[0-3]):[0-5][0-9](:00)?$'
        when key = 'deposit_min_amount' then jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^[0-9]{1,6}(\.[0-9]{1,2})?$'
        when key = 'deposit_audience' then value in ('"everyone"', '"new_customers"', '"after_no_show"')
        when key = 'mode' then value in ('"off"', '"out_of_hours"', '"suggest"', '"full"')
        when key = 'payment_methods'
            then jsonb_typeof(value) = 'array' and not jsonb_path_exists(value, '$[*] ? (@.type() != "string" || @ == "")')
        else false
    end, false)
$$;

-- The salon ------------------------------------------------------------------------------------------------------

create table salon (
    one boolean primary key default true check (one),
    -- Raised by every change of this table and of those below; the program's memory of the salon is as old as this.
    rev bigint not null default 0 check (rev >= 0),
    -- What makes derived ids new; a restore draws another.
    epoch uuid not null default gen_random_uuid(),
    name text not null check (btrim(name) <> ''),
    assistant text not null check (btrim(assistant) <> ''),
    emoji text check (emoji <> ''),
    address_form text not null check (address_form in ('tu', 'usted')),
    languages text[] not null check (words_are_right(languages) and cardinality(languages) > 0),
    zone text not null check (zone ~ '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$'),
    region text not null check (region ~ '^[A-Z]{2}$'),
    street text not null,
    town text not null,
    map_link text check (map_link ~ '^https://'),
    phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
    privacy_link text not null check (btrim(privacy_link) <> ''),
    team text not null check (btrim(team) <> ''),
    names_stylists boolean not null
);

create table policies (
    key text primary key,
    value jsonb not null,
    description text not null default '',
    check (policy_is_right(key, value))
);

create table faq (
    position integer primary key check (position >= 0),
    topic text check (topic in ('hours', 'address', 'parking', 'payment', 'cancellation')),
    keywords text[] not null default '{}' check (words_are_right(keywords)),
    answer text not null check (btrim(answer) <> ''),
    -- An entry that nothing calls for.
    check (topic is not null or cardinality(keywords) > 0)
);

create table not_offered (
    name text primary key check (btrim(name) <> ''),
    position integer not null check (position >= 0),
    synonyms text[] not null default '{}' check (words_are_right(synonyms))
);

-- What it does ---------------------------------------------------------------------------------------------------

create table categories (
    id text primary key check (id ~ '^[a-z][a-z0-9_]*$'),
    position integer not null check (position >= 0),
    name text not null check (btrim(name) <> ''),
    consultation_id uuid
);

create table services (
    id uuid primary key,
    position integer not null check (position >= 0),
    name text not null check (btrim(name) <> '' and length(name) <= 200),
    category text not null references categories,
    duration_minutes integer not null check (duration_minutes between 1 and 1440),
    -- Without a price it is told by a person.
    price_euros numeric(10, 2) check (price_euros >= 0),
    from_price boolean not null default false,
    requires_advance_payment boolean not null default true,
    description text not null default '',
    synonyms text[] not null default '{}' check (words_are_right(synonyms)),
    -- Work and gaps in order; none is one piece of work.
    segment_kinds text[] not null default '{}' check (segment_kinds <@ '{work,gap,buffer}'::text[]),
    segment_minutes integer[] not null default '{}' check (1 <= all (segment_minutes)),
    buffer_after integer not null default 0 check (buffer_after between 0 and 1440),
    is_addon boolean not null default false,
    discreet_name text check (btrim(discreet_name) <> ''),
    minimum_age smallint check (minimum_age between 0 and 120),
    family text check (btrim(family) <> ''),
    variant text check (btrim(variant) <> ''),
    is_active boolean not null default true,
    check (cardinality(segment_kinds) = cardinality(segment_minutes)),
    check (array_position(segment_kinds, null) is null and array_position(segment_minutes, null) is null),
    check (segment_minutes = '{}' or minutes_sum(segment_minutes) = duration_minutes),
    check (not from_price or price_euros is not null)
);
create unique index services_one_of_a_name on services (name) where is_active;
create index services_name_trgm on services using gin (name gin_trgm_ops);
create index services_category on services (category) where is_active;

alter table categories
    add foreign key (consultation_id) references services deferrable initially deferred;

-- What is asked before a service is quoted.
create table service_questions (
    service_id uuid not null references services,
    key text not null check (btrim(key) <> ''),
    position integer not null check (position >= 0),
    text text not null check (btrim(text) <> ''),
    primary key (service_id, key)
);

create table question_answers (
    service_id uuid not null,
    question text not null,
    key text not null check (btrim(key) <> ''),
    position integer not null check (position >= 0),
    text text not null check (btrim(text) <> ''),
    synonyms text[] not null default '{}' check (words_are_right(synonyms)),
    effect text not null check (effect in ('none', 'variant', 'add', 'person')),
    -- The service that it becomes, or that is added.
    target_id uuid references services deferrable initially deferred,
    primary key (service_id, question, key),
    foreign key (service_id, question) references service_questions on delete cascade,
    check ((effect in ('variant', 'add')) = (target_id is not null))
);

-- Customers' words that mean several services: "color".
create table service_families (
    words text not null check (btrim(words) <> ''),
    service_id uuid not null references services,
    position integer not null check (position >= 0),
    primary key (words, service_id)
);

create table packs (
    id uuid primary key,
    position integer not null check (position >= 0),
    name text not null check (btrim(name) <> '' and length(name) <= 200),
    -- Each of them once; that they exist is looked after by a trigger.
    included_service_ids uuid[] not null check (cardinality(included_service_ids) > 0),
    duration_minutes integer not null check (duration_minutes between 1 and 1440),
    price_euros numeric(10, 2) not null check (price_euros > 0),
    description text not null default '',
    is_active boolean not null default true
);
create unique index packs_one_of_a_name on packs (name) where is_active;
create index packs_service_ids on packs using gin (included_service_ids);

-- Who works ------------------------------------------------------------------------------------------------------

create table stylists (
    id uuid primary key,
    position integer not null check (position >= 0),
    name text not null check (btrim(name) <> '' and length(name) <= 100),
    nicknames text[] not null default '{}' check (words_are_right(nicknames)),
    -- Keys of `categories`; that they exist is looked after by a trigger.
    categories text[] not null check (words_are_right(categories)),
    -- Whether customers may book her, or only staff.
    takes_online boolean not null default true,
    is_active boolean not null default true,
    google_calendar_id text unique check (btrim(google_calendar_id) <> ''),
    -- Where she is told of bookings; nobody else reads these.
    notify_email text check (notify_email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    notify_phone text check (notify_phone ~ '^\+[1-9][0-9]{6,14}$'),
    metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
    -- Raised by what changes her free time and is no appointment.
    agenda_rev bigint not null default 0 check (agenda_rev >= 0)
);
create unique index stylists_one_of_a_name on stylists (name) where is_active;

-- What a stylist does otherwise than the catalogue says; what is absent is done if its category is hers.
create table competences (
    stylist_id uuid not null references stylists,
    service_id uuid not null references services,
    can boolean not null,
    duration_minutes integer check (duration_minutes between 1 and 1440),
    price_euros numeric(10, 2) check (price_euros >= 0),
    primary key (stylist_id, service_id),
    check (can or (duration_minutes is null and price_euros is null))
);

-- When ------------------------------------------------------------------------------------------------------------

-- Patterns of a week; of those valid on a date the last one holds.
create table opening_hours (
    position integer primary key check (position >= 0),
    valid_from date,
    valid_until date,
    -- 2 is every second week, counted from `valid_from`.
    every_weeks smallint not null default 1 check (every_weeks between 1 and 255),
    monday text[] not null default '{}' check (hours_are_right(monday)),
    tuesday text[] not null default '{}' check (hours_are_right(tuesday)),
    wednesday text[] not null default '{}' check (hours_are_right(wednesday)),
    thursday text[] not null default '{}' check (hours_are_right(thursday)),
    friday text[] not null default '{}' check (hours_are_right(friday)),
    saturday text[] not null default '{}' check (hours_are_right(saturday)),
    sunday text[] not null default '{}' check (hours_are_right(sunday)),
    check (valid_from <= valid_until)
);

-- Dates with hours of their own; none is a closed day.
create table special_openings (
    date date primary key,
    hours text[] not null check (hours_are_right(hours)),
    reason text check (btrim(reason) <> '')
);

-- Closed dates, both included.
create table closures (
    first_date date not null,
    last_date date not null,
    reason text not null check (btrim(reason) <> ''),
    primary key (first_date, last_date),
    check (first_date <= last_date)
);

-- The same for a stylist: when she works ('work'), and the pauses that come back ('break').
create table working_hours (
    stylist_id uuid not null references stylists,
    kind text not null check (kind in ('work', 'break')),
    position integer not null check (position >= 0),
    valid_from date,
    valid_until date,
    every_weeks smallint not null default 1 check (every_weeks between 1 and 255),
    monday text[] not null default '{}' check (hours_are_right(monday)),
    tuesday text[] not null default '{}' check (hours_are_right(tuesday)),
    wednesday text[] not null default '{}' check (hours_are_right(wednesday)),
    thursday text[] not null default '{}' check (hours_are_right(thursday)),
    friday text[] not null default '{}' check (hours_are_right(friday)),
    saturday text[] not null default '{}' check (hours_are_right(saturday)),
    sunday text[] not null default '{}' check (hours_are_right(sunday)),
    primary key (stylist_id, kind, position),
    check (valid_from <= valid_until)
);

create table working_days (
    stylist_id uuid not null references stylists,
    kind text not null check (kind in ('work', 'break')),
    date date not null,
    hours text[] not null check (hours_are_right(hours)),
    reason text check (btrim(reason) <> ''),
    primary key (stylist_id, kind, date)
);

-- Time that is taken and is no appointment: staff wrote it, or her own calendar has it.
create table calendar_blocks (
    id uuid primary key,
    stylist_id uuid not null references stylists,
    during tstzrange not null,
    reason text not null default '',
    origin text not null default 'staff' check (origin in ('staff', 'calendar')),
    -- The event it was read from.
    external_id text,
    unique (stylist_id, external_id),
    check ((origin = 'calendar') = (external_id is not null)),
    check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
    check (lower_inc(during) and not upper_inc(during))
);
create index calendar_blocks_during on calendar_blocks using gist (stylist_id, during);

-- What is remembered, and what is looked after ---------------------------------------------------------------------

create table salon_history (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    who text not null,
    table_name text not null,
    before jsonb,
    after jsonb,
    check (before is not null or after is not null)
);
create index salon_history_of on salon_history (table_name, id);

create function salon_changed() returns trigger language plpgsql as $$
declare
    -- These count changes and are none.
    before jsonb := to_jsonb(old) - '{rev,agenda_rev}'::text[];
    after jsonb := to_jsonb(new) - '{rev,agenda_rev}'::text[];
begin
    if before is not distinct from after then
        return null;
    end if;
    insert into salon_history (at, who, table_name, before, after) values (
        coalesce(nullif(current_setting('atrevete.at', true), '')::timestamptz, statement_timestamp()),
        coalesce(nullif(current_setting('atrevete.who', true), ''), session_user),
        tg_table_name, before, after);
    update salon set rev = rev + 1;
    return null;
end $$;

-- With the argument 'everybody' for all stylists, otherwise for the one the row names.
create function agenda_changed() returns trigger language plpgsql as $$
begin
    if old is not distinct from new then
        return null;
    end if;
    if tg_argv[0] = 'everybody' then
        -- In the order in which whoever takes chairs locks them.
        perform from stylists order by id for no key update;
        update stylists set agenda_rev = agenda_rev + 1;
    else
        perform from stylists where id in (old.stylist_id, new.stylist_id) order by id for no key update;
        update stylists set agenda_rev = agenda_rev + 1 where id in (old.stylist_id, new.stylist_id);
    end if;
    return null;
end $$;

create function stylist_changes() returns trigger language plpgsql as $$
begin
    if exists (select from unnest(new.categories) as key where key not in (select id from categories)) then
        raise foreign_key_violation using message = format('stylist %s: no such category', new.name),
            table = 'stylists', column = 'categories';
    end if;
    if tg_op = 'UPDATE' and (old.is_active, old.takes_online, old.categories)
            is distinct from (new.is_active, new.takes_online, new.categories) then
        new.agenda_rev := new.agenda_rev + 1;
    end if;
    return new;
end $$;

create function pack_changes() returns trigger language plpgsql as $$
begin
    if exists (select from unnest(new.included_service_ids) as part
               where part is null or part not in (select id from services)) then
        raise foreign_key_violation using message = format('pack %s: no such service', new.name),
            table = 'packs', column = 'included_service_ids';
    end if;
    if (select count(distinct part) < count(*) from unnest(new.included_service_ids) as part) then
        raise check_violation using message = format('pack %s: a service twice', new.name),
            table = 'packs', column = 'included_service_ids';
    end if;
    return new;
end $$;

create function is_switched_off_instead() returns trigger language plpgsql as $$
begin
    raise restrict_violation using message = format('%s are switched off and never deleted', tg_table_name),
        table = tg_table_name;
end $$;

create trigger changes before insert or update on stylists for each row execute function stylist_changes();
create trigger changes before insert or update on packs for each row execute function pack_changes();

do $$
declare
    name text;
begin
    foreach name in array array['salon', 'policies', 'faq', 'not_offered', 'categories', 'services',
        'service_questions', 'question_answers', 'service_families', 'packs', 'stylists', 'competences',
        'opening_hours', 'special_openings', 'closures', 'working_hours', 'working_days'] loop
        execute format('create trigger remembered after insert or update or delete on %I
            for each row execute function salon_changed()', name);
    end loop;
    foreach name in array array['opening_hours', 'special_openings', 'closures'] loop
        execute format('create trigger agenda after insert or update or delete on %I
            for each row execute function agenda_changed(''everybody'')', name);
    end loop;
    foreach name in array array['competences', 'working_hours', 'working_days', 'calendar_blocks'] loop
        execute format('create trigger agenda after insert or update or delete on %I
            for each row execute function agenda_changed(''stylist'')', name);
    end loop;
    foreach name in array array['salon', 'categories', 'services', 'packs', 'stylists'] loop
        execute format('create trigger stays before delete on %I
            for each row execute function is_switched_off_instead()', name);
    end loop;
end $$;
