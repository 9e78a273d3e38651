-- People, appointments, money, conversations, and what waits to be done.
--
--   appointments   provisional ──> confirmed ──> completed | no_show | cancelled
--                      │  └ closing_since set: the limit has passed, the provider has not said that nothing can be paid
--                      └──> expired ──> confirmed (paid late, chair still free)      provisional ──> cancelled
--   checkouts      requested ─> open ─> expiring ─> expired | paid        processing ─> paid | failed
--   refunds        due ─> look | pending ─> succeeded | failed            cases   open ─> solved
--   lanes          resting (ready_at null) ─> ready ─> leased (ready_at is when the lease ends) ─> resting | ready
--   outbox         pending ─> done | withdrawn | void | opted_out | dead
--
-- What holds whoever writes (the program, the panel, psql):
--   * One chair, one customer: `one_chair_one_customer`. A hold past its limit has its chair until the desk ends it.
--   * Every captured cent is in one place: `every_cent_somewhere`; the ledger says the same as the payments, and a
--     deposit's shares are the deposit, at every COMMIT.
--   * One page of a deposit can be paid: `one_payable`.
--   * Ledger and audit log only grow.
--
-- Instants come from the program's clock; no column has a default that reads another one. What is stored as JSON is
-- `{"v": 1, ...}`; a process leaves rows of a newer `v` to those that can read them.

-- People ----------------------------------------------------------------------------------------------------------

create table customers (
    id uuid primary key,
    rev bigint not null,
    -- The name she stated; an import may have none.
    first_name text check (btrim(first_name) <> ''),
    last_name text,
    phone text unique check (phone ~ '^\+[1-9][0-9]{6,14}$'),
    referred_by uuid references customers,
    preferred_stylist_id uuid references stylists,
    no_deposit boolean not null,
    disclosed_at timestamptz,
    disclosed_version integer,
    opted_out boolean not null,
    formal boolean not null,
    -- {"v": 1, "answers": {question: answer}}
    answers jsonb not null,
    -- Kept up by a trigger when a visit is completed or missed; a new row brings what an import knows.
    visits_kept integer not null check (visits_kept >= 0),
    no_shows smallint not null check (no_shows >= 0),
    last_service_date timestamptz,
    total_spent numeric(10, 2) not null default 0,
    -- The identity with which she wrote last.
    last_channel text,
    created_at timestamptz not null,
    check (last_name is null or first_name is not null),
    check ((disclosed_at is null) = (disclosed_version is null))
);
create index customers_referred_by on customers (referred_by) where referred_by is not null;

-- Channel identities of people: what finds a customer. A phone that somebody typed never does.
create table identities (
    channel text primary key,
    customer_id uuid not null references customers,
    linked_at timestamptz not null
);
create index identities_customer on identities (customer_id);

-- Appointments ----------------------------------------------------------------------------------------------------

create table deposits (
    id uuid primary key,
    rev bigint not null,
    amount numeric(10, 2) not null check (amount >= 0),
    status text not null check (status in ('due', 'held', 'void', 'waived', 'settled')),
    -- The page that brought it.
    held_by uuid,
    failures smallint not null check (failures >= 0),
    collected_by text not null check (collected_by in ('page', 'staff')),
    warned_for timestamptz,
    refund_until timestamptz,
    updated_at timestamptz not null,
    check ((status = 'held') = (held_by is not null))
);

create table appointments (
    id uuid primary key,
    rev bigint not null,
    customer_id uuid not null references customers,
    -- The name given for this visit.
    attendee_first_name text,
    attendee_last_name text,
    booked_by_customer_id uuid references customers,
    stylist_id uuid not null references stylists,
    service_ids uuid[] not null,
    pack_id uuid references packs,
    start_time timestamptz not null,
    end_time timestamptz not null,
    duration_minutes integer not null check (duration_minutes >= 0),
    total_price numeric(10, 2) not null check (total_price >= 0),
    status text not null
        check (status in ('provisional', 'confirmed', 'completed', 'no_show', 'cancelled', 'expired')),
    hold_until timestamptz,
    closing_since timestamptz,
    close_by timestamptz,
    confirmed_how text check (confirmed_how in ('paid', 'nothing_due', 'waived')),
    cancelled_by text check (cancelled_by in ('customer', 'staff', 'salon')),
    cancelled_at timestamptz,
    deposit_id uuid references deposits deferrable initially deferred,
    -- Its share of the deposit.
    advance_payment_amount numeric(10, 2) not null check (advance_payment_amount >= 0),
    -- Written from the deposit's tables, for reading.
    payment_status text not null default 'pending'
        check (payment_status in ('pending', 'confirmed', 'refunded', 'forfeited')),
    stripe_payment_id text,
    payment_retry_count integer not null default 0,
    group_booking_id uuid,
    -- What she was shown; a null refund limit beside it: she was told that there is none.
    policy_shown_at timestamptz,
    refund_until timestamptz,
    reminder_sent boolean not null,
    -- {"v": 1, ...}: what was quoted, and what else is known.
    quote jsonb not null,
    notes jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check (start_time <= end_time),
    constraint hold_has_limit check ((status = 'provisional') = (hold_until is not null)),
    check ((closing_since is null) = (close_by is null)),
    check (closing_since is null or status = 'provisional'),
    check ((status = 'confirmed') = (confirmed_how is not null)),
    check ((status = 'cancelled') = (cancelled_at is not null)),
    check ((cancelled_at is null) = (cancelled_by is null))
);
create index appointments_customer on appointments (customer_id, start_time);
create index appointments_booked_by on appointments (booked_by_customer_id)
    where booked_by_customer_id is not null;
create index appointments_deposit on appointments (deposit_id) where deposit_id is not null;
create index appointments_start on appointments (start_time, stylist_id);
create index appointments_group on appointments (group_booking_id) where group_booking_id is not null;
create index appointments_unpaid on appointments (hold_until) where status = 'provisional';

-- The stretches of a stylist's time: work, cleaning up, and the gaps in which something else may be placed.
create table appointment_segments (
    appointment_id uuid not null references appointments,
    ordinal smallint not null,
    stylist_id uuid not null references stylists,
    during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during)),
    kind text not null check (kind in ('work', 'gap', 'buffer')),
    -- Follows the appointment's status, by trigger.
    live boolean not null,
    primary key (appointment_id, ordinal),
    constraint one_chair_one_customer
        exclude using gist (stylist_id with =, during with &&) where (live and kind <> 'gap')
        deferrable initially immediate
);

create function segment_is_live() returns trigger language plpgsql as $$
begin
    select status in ('provisional', 'confirmed') into strict new.live
    from appointments where id = new.appointment_id;
    return new;
end $$;

create function segments_follow() returns trigger language plpgsql as $$
begin
    update appointment_segments set live = new.status in ('provisional', 'confirmed')
    where appointment_id = new.id and live <> (new.status in ('provisional', 'confirmed'));
    return null;
end $$;

create trigger live before insert on appointment_segments
    for each row execute function segment_is_live();
create trigger segments after update of status on appointments
    for each row when (old.status is distinct from new.status) execute function segments_follow();

-- Visits kept and missed, counted where they are decided.
create function visits_are_counted() returns trigger language plpgsql as $$
begin
    update customers set
        visits_kept = greatest(visits_kept + (new.status = 'completed')::int - (old.status = 'completed')::int, 0),
        no_shows = greatest(no_shows + (new.status = 'no_show')::int - (old.status = 'no_show')::int, 0),
        total_spent = greatest(total_spent + case when new.status = 'completed' then new.total_price else 0 end
            - case when old.status = 'completed' then old.total_price else 0 end, 0),
        last_service_date = case when new.status = 'completed'
            then greatest(last_service_date, new.start_time) else last_service_date end
    where id = new.customer_id;
    return null;
end $$;

create trigger visits after update of status on appointments
    for each row when (old.status is distinct from new.status
        and (old.status in ('completed', 'no_show') or new.status in ('completed', 'no_show')))
    execute function visits_are_counted();

-- Money -----------------------------------------------------------------------------------------------------------

create table deposit_shares (
    deposit_id uuid not null references deposits,
    ordinal smallint not null,
    appointment_id uuid not null references appointments,
    amount numeric(10, 2) not null check (amount >= 0),
    primary key (deposit_id, ordinal)
);
create index deposit_shares_appointment on deposit_shares (appointment_id);

create table checkouts (
    id uuid primary key,
    deposit_id uuid not null references deposits,
    ordinal smallint not null,
    amount numeric(10, 2) not null check (amount >= 0),
    status text not null
        check (status in ('requested', 'open', 'expiring', 'processing', 'paid', 'expired', 'failed')),
    url text,
    payment_reference text,
    asked_at timestamptz not null,
    looks smallint not null,
    generation integer not null,
    check (status <> 'open' or url is not null),
    check ((status = 'paid') = (payment_reference is not null))
);
create index checkouts_deposit on checkouts (deposit_id, ordinal);
create unique index one_payable on checkouts (deposit_id) where status in ('requested', 'open', 'expiring');

-- One a payment intent; the same reference is the same money.
create table payments (
    reference text primary key,
    deposit_id uuid not null references deposits,
    ordinal smallint not null,
    checkout_id uuid not null references checkouts,
    at timestamptz not null,
    captured numeric(10, 2) not null,
    held numeric(10, 2) not null check (held >= 0),
    applied numeric(10, 2) not null check (applied >= 0),
    refund_due numeric(10, 2) not null check (refund_due >= 0),
    refunded numeric(10, 2) not null check (refunded >= 0),
    forfeited numeric(10, 2) not null check (forfeited >= 0),
    disputed numeric(10, 2) not null check (disputed >= 0),
    dispute text check (dispute in ('created', 'won', 'lost')),
    updated_at timestamptz not null,
    constraint every_cent_somewhere
        check (captured = held + applied + refund_due + refunded + forfeited + disputed)
);
create index payments_deposit on payments (deposit_id, ordinal);
create index payments_unassigned on payments (updated_at) where held > 0;

create table refunds (
    id uuid primary key,
    payment_reference text not null references payments,
    ordinal smallint not null,
    appointment_id uuid references appointments,
    reason text not null check (reason in
        ('cancelled', 'salon_cancelled', 'late', 'duplicate', 'cancelled_unpaid', 'staff', 'elsewhere')),
    amount numeric(10, 2) not null check (amount >= 0),
    status text not null check (status in ('due', 'look', 'pending', 'succeeded', 'failed')),
    generation integer not null,
    -- The provider's name for it.
    reference text,
    at timestamptz not null,
    looks smallint not null
);
create index refunds_payment on refunds (payment_reference, ordinal);

-- Double entry: a row is one transfer, so the ledger balances by construction.
create table ledger (
    key text primary key,
    at timestamptz not null,
    payment_reference text not null,
    appointment_id uuid references appointments,
    from_account text not null check (from_account in
        ('provider', 'held', 'applied', 'refund_due', 'forfeited', 'dispute', 'loss')),
    to_account text not null check (to_account in
        ('provider', 'held', 'applied', 'refund_due', 'forfeited', 'dispute', 'loss')),
    amount numeric(10, 2) not null check (amount > 0)
);
create index ledger_payment on ledger (payment_reference);

create function only_grows() returns trigger language plpgsql as $$
begin
    raise restrict_violation using message = format('%s only grows', tg_table_name), table = tg_table_name;
end $$;

create function shares_are_the_deposit() returns trigger language plpgsql as $$
declare
    wrong boolean;
begin
    select d.amount <> coalesce((select sum(s.amount) from deposit_shares s where s.deposit_id = d.id), 0)
        into wrong from deposits d where d.id = new.id;
    if wrong then
        raise check_violation using message = 'shares do not add up to their deposit',
            table = 'deposit_shares', constraint = 'shares_are_the_deposit';
    end if;
    return null;
end $$;

-- What the ledger has of a payment in each account is what the payment's row has. What a lost dispute took stays
-- disputed in the row and is a loss in the ledger.
create function ledger_is_the_payments() returns trigger language plpgsql as $$
declare
    wrong boolean;
begin
    select (p.held, p.applied, p.refund_due, p.forfeited, p.disputed) is distinct from
            (l.held, l.applied, l.refund_due, l.forfeited, l.disputed)
        into wrong
        from payments p
        cross join lateral (
            select
                coalesce(sum(amount) filter (where account = 'held'), 0) as held,
                coalesce(sum(amount) filter (where account = 'applied'), 0) as applied,
                coalesce(sum(amount) filter (where account = 'refund_due'), 0) as refund_due,
                coalesce(sum(amount) filter (where account = 'forfeited'), 0) as forfeited,
                coalesce(sum(amount) filter (where account in ('dispute', 'loss')), 0) as disputed
            from (
                select to_account as account, amount from ledger where payment_reference = p.reference
                union all
                select from_account, -amount from ledger where payment_reference = p.reference
            ) as movement
        ) as l
        where p.reference = case tg_table_name when 'payments' then to_jsonb(new) ->> 'reference'
            else to_jsonb(new) ->> 'payment_reference' end;
    if wrong then
        raise check_violation using message = 'the ledger and a payment disagree',
            table = 'ledger', constraint = 'ledger_is_the_payments';
    end if;
    return null;
end $$;

create trigger grows before update or delete on ledger for each row execute function only_grows();
create constraint trigger shares after insert or update on deposits deferrable initially deferred
    for each row execute function shares_are_the_deposit();
create constraint trigger balances after insert or update on payments deferrable initially deferred
    for each row execute function ledger_is_the_payments();
create constraint trigger balances after insert on ledger deferrable initially deferred
    for each row execute function ledger_is_the_payments();

-- What staff must know ----------------------------------------------------------------------------------------------

create table cases (
    id uuid primary key,
    kind text not null,
    appointment_id uuid references appointments deferrable initially deferred,
    deposit_id uuid references deposits deferrable initially deferred,
    amount numeric(10, 2),
    at timestamptz not null,
    status text not null default 'open' check (status in ('open', 'solved')),
    solved_at timestamptz,
    check ((status = 'solved') = (solved_at is not null))
);
create index cases_open on cases (at) where status = 'open';

-- Conversations that a person was asked to take over; `id` is that of the outbox row.
create table escalations (
    id uuid primary key,
    conversation_id uuid not null,
    reason text not null,
    customer_id uuid references customers,
    appointment_id uuid references appointments,
    urgent boolean not null,
    answer_by timestamptz not null,
    -- {"v": 1, "summary": [...]}
    summary jsonb not null,
    at timestamptz not null
);
create index escalations_conversation on escalations (conversation_id, at);

create table waiting_list (
    id bigint generated always as identity primary key,
    customer_id uuid not null references customers,
    service_ids uuid[] not null,
    stylist_id uuid references stylists,
    -- {"v": 1, "wish": ...}
    wish jsonb not null,
    at timestamptz not null
);

-- Words that nobody resolved, for the owner to add as a synonym.
create table unresolved_words (
    id bigint generated always as identity primary key,
    words text not null,
    at timestamptz not null
);

create table audit_log (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    who text not null,
    what text not null,
    subject text not null,
    -- {"v": 1, ...}
    detail jsonb not null
);
create index audit_log_subject on audit_log (subject, id);
create trigger grows before update or delete on audit_log for each row execute function only_grows();

-- Conversations -----------------------------------------------------------------------------------------------------

-- One a channel identity. Who owns it is written by the webhook, before there may be a conversation: such a row has
-- version 0 and neither id nor state.
create table conversations (
    channel text primary key,
    id uuid unique,
    version bigint not null default 0 check (version >= 0),
    thread text,
    last_heard timestamptz,
    -- {"v": 1, "state": ...}
    state jsonb,
    owned_by text not null default 'maite' check (owned_by in ('maite', 'person')),
    -- Raised by every takeover: a message written before it is not sent after it.
    owner_epoch bigint not null default 0,
    check ((version = 0) = (id is null)),
    check ((version = 0) = (state is null))
);

-- What was heard and done in one step, and why.
create table turns (
    id bigint generated always as identity primary key,
    conversation_id uuid,
    cause uuid not null,
    at timestamptz not null,
    -- {"v": 1, "input": ...}, {"v": 1, "trace": [...]}
    input jsonb,
    trace jsonb not null,
    heard text,
    said text
);
create index turns_conversation on turns (conversation_id, id);

create table conversation_history (
    id bigint generated always as identity primary key,
    customer_id uuid references customers,
    conversation_id uuid not null,
    timestamp timestamptz not null,
    message_role text not null check (message_role in ('user', 'assistant', 'system')),
    message_content text not null,
    metadata jsonb not null default '{}'
);
create index conversation_history_conversation on conversation_history (conversation_id, timestamp);
create index conversation_history_customer on conversation_history (customer_id);

-- What waits --------------------------------------------------------------------------------------------------------

-- Claims are numbered over all lanes, so that a lane that was swept away and came back repeats none.
create sequence lane_epoch;
-- Of lanes that are ready at the same instant the one that became so first is served first.
create sequence lane_order;
create sequence outbox_ends;

create table lanes (
    lane text primary key,
    -- When it may be claimed: while it is leased, when the lease ends. Null: nothing in it.
    ready_at timestamptz,
    ready_order bigint not null default 0,
    burst_since timestamptz not null,
    leased boolean not null default false,
    epoch bigint not null default 0
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
create index lanes_ready on lanes (ready_at, ready_order) where ready_at is not null;

create table inbox (
    -- Derived from the key: the same event has the same id.
    id uuid primary key,
    key text not null,
    seq bigint generated always as identity,
    lane text not null references lanes,
    -- {"v": 1, "event": ...}, {"v": 1, "heard": ...}
    payload jsonb not null,
    heard jsonb,
    at timestamptz not null,
    ready_at timestamptz not null,
    failures smallint not null default 0,
    status text not null default 'new' check (status in ('new', 'done')),
    handled_at timestamptz,
    check ((status = 'done') = (handled_at is not null))
) with (autovacuum_vacuum_scale_factor = 0.02);
create index inbox_new on inbox (lane, seq) where status = 'new';
create index inbox_handled on inbox (handled_at) where status = 'done';

create table outbox_lanes (
    lane text primary key,
    ready_at timestamptz,
    ready_order bigint not null default 0,
    burst_since timestamptz not null,
    leased boolean not null default false,
    epoch bigint not null default 0
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
create index outbox_lanes_ready on outbox_lanes (ready_at, ready_order) where ready_at is not null;

create table outbox (
    id uuid primary key,
    seq bigint generated always as identity,
    lane text not null references outbox_lanes,
    kind text not null,
    -- {"v": 1, "effect": ...}
    payload jsonb not null,
    text text,
    made_at timestamptz not null,
    ready_at timestamptz not null,
    owner_epoch bigint not null,
    attempts integer not null default 0,
    generation integer not null default 0,
    status text not null default 'pending'
        check (status in ('pending', 'done', 'withdrawn', 'void', 'opted_out', 'dead')),
    ended_at timestamptz,
    ended_order bigint,
    check ((status = 'pending') = (ended_at is null))
) with (autovacuum_vacuum_scale_factor = 0.02);
create index outbox_pending on outbox (lane, seq) where status = 'pending';
create index outbox_ended on outbox (ended_order) where status <> 'pending';

-- Derived from rows and replaced with them; a subject has one of a kind at most.
create table timers (
    subject text not null,
    kind text not null,
    at timestamptz not null,
    fired boolean not null default false,
    primary key (subject, kind)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
create index timers_due on timers (at) where not fired;
