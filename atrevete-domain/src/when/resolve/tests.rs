//! Symbols against the calendar. 10 March 2026, a Tuesday, 10:00 in Madrid, unless said otherwise.

use super::super::{DayPart, Edge, Habit, Holiday, Piece, Portion, Unit};
use super::*;
use chrono::{DateTime, Datelike as _, Days, Weekday};
use chrono_tz::Tz;
use proptest::prelude::*;

const MADRID: SalonZone = SalonZone(Tz::Europe__Madrid);

fn on(month: u32, day: u32) -> NaiveDate {
    in_year(2026, month, day)
}

fn in_year(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn clock(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

fn at(date: NaiveDate, hour: u32, minute: u32) -> Instant {
    MADRID.at(date, clock(hour, minute)).unwrap()
}

fn said(when: &When) -> Resolution {
    when.resolve(at(on(3, 10), 10, 0), MADRID)
}

fn wish(when: &When) -> DayWish {
    match said(when) {
        Resolution::Clear(wish) => wish,
        other => panic!("{when:?} is {other:?}"),
    }
}

fn days(day: Day) -> Vec<(NaiveDate, NaiveDate)> {
    wish(&When::on(day)).days.iter().map(|span| (span.first, span.last)).collect()
}

fn one(day: Day) -> NaiveDate {
    wish(&When::on(day)).single_day().unwrap()
}

fn dial(hour: u8) -> Time {
    Time::Dial { hour, minute: 0 }
}

fn boxed(time: Time) -> Box<Time> {
    Box::new(time)
}

#[test]
fn days_counted_from_today() {
    assert_eq!(one(Day::Today), on(3, 10));
    assert_eq!(one(Day::Tomorrow), on(3, 11));
    assert_eq!(one(Day::InDays(7)), on(3, 17));
    assert_eq!(one(Day::Ahead { count: 2, unit: Unit::Weeks }), on(3, 24));
    assert_eq!(one(Day::Ahead { count: 1, unit: Unit::Months }), on(4, 10));
    assert_eq!(days(Day::Coming { count: 3, unit: Unit::Days }), [(on(3, 11), on(3, 13))]);
    assert_eq!(days(Day::About(Box::new(Day::number(20)))), [(on(3, 18), on(3, 22))]);
}

#[test]
fn a_date_that_has_passed_is_the_next_one() {
    assert_eq!(one(Day::date(9, 3)), in_year(2027, 3, 9));
    assert_eq!(one(Day::date(10, 3)), on(3, 10));
    assert_eq!(one(Day::date(8, 1)), in_year(2027, 1, 8));
    assert_eq!(one(Day::number(9)), on(4, 9));
    assert_eq!(one(Day::number(31)), on(3, 31));
    let december = When::on(Day::date(8, 1)).resolve(at(on(12, 30), 18, 0), MADRID);
    assert!(matches!(december, Resolution::Clear(wish) if wish.single_day() == Some(in_year(2027, 1, 8))));
}

#[test]
fn what_lies_behind_is_past() {
    assert_eq!(said(&When::on(Day::Ago { count: 1, unit: Unit::Days })), Resolution::Past(on(3, 9)));
    let year = Day::Date { day: 3, month: Some(3), year: Some(2020), weekday: None };
    assert_eq!(said(&When::on(year)), Resolution::Past(in_year(2020, 3, 3)));
    let this_morning = When::on(Day::Today).with(Time::At(clock(9, 0)));
    assert_eq!(said(&this_morning), Resolution::Past(on(3, 10)));
}

#[test]
fn days_that_do_not_exist() {
    assert_eq!(said(&When::on(Day::date(30, 2))), Resolution::NoSuchDay);
    assert_eq!(said(&When::on(Day::date(31, 4))), Resolution::NoSuchDay);
    // 15 May is a Friday in 2026 and a Saturday in 2027.
    let monday = Day::Date { day: 15, month: Some(5), year: None, weekday: Some(Weekday::Mon) };
    assert_eq!(said(&When::on(monday)), Resolution::NoSuchDay);
}

#[test]
fn todays_weekday_is_asked_unless_the_hour_settles_it() {
    let tuesday = When::on(Day::Weekday(Weekday::Tue));
    let of = vec![on(3, 10), on(3, 17)];
    assert_eq!(said(&tuesday), Resolution::WhichDay { of, window: TimeWindow::default() });
    assert_eq!(one(Day::NextWeekday(Weekday::Tue)), on(3, 17));
    assert_eq!(one(Day::Weekday(Weekday::Wed)), on(3, 11));
    let at_nine = tuesday.clone().with(Time::At(clock(9, 0)));
    assert_eq!(wish(&at_nine).single_day(), Some(on(3, 17)));
    assert!(matches!(said(&tuesday.with(Time::At(clock(18, 0)))), Resolution::WhichDay { .. }));
}

#[test]
fn a_weekday_that_contradicts_the_day_is_asked() {
    let thursday = Day::Named { day: Box::new(Day::Tomorrow), weekday: Weekday::Thu };
    assert!(
        matches!(said(&When::on(thursday)), Resolution::WhichDay { of, .. } if of == [on(3, 11), on(3, 12)])
    );
    let wednesday = Day::Named { day: Box::new(Day::Tomorrow), weekday: Weekday::Wed };
    assert_eq!(one(wednesday), on(3, 11));
    let far = Day::Date { day: 21, month: None, year: None, weekday: Some(Weekday::Mon) };
    assert!(matches!(said(&When::on(far)), Resolution::WhichDay { of, .. } if of == [on(3, 21), on(9, 21)]));
    let near = Day::Date { day: 13, month: None, year: None, weekday: Some(Weekday::Mon) };
    assert_eq!(one(near), on(4, 13));
}

#[test]
fn weeks_and_weekends() {
    assert_eq!(days(Day::Week(1)), [(on(3, 16), on(3, 22))]);
    assert_eq!(days(Day::WeekOf(Box::new(Day::number(9)))), [(on(3, 9), on(3, 15))]);
    assert_eq!(days(Day::Weekend(0)), [(on(3, 14), on(3, 15))]);
    assert_eq!(days(Day::Weekend(1)), [(on(3, 14), on(3, 15))]);
    assert_eq!(days(Day::Later { of: Box::new(Day::Week(1)), weeks: 1 }), [(on(3, 23), on(3, 29))]);
    assert_eq!(one(Day::Within { weekday: Weekday::Fri, of: Box::new(Day::Week(1)) }), on(3, 20));
    let saturday = |day: Day| day.reading(on(3, 14)).unwrap().spans[0];
    assert_eq!(saturday(Day::Weekend(0)), DateSpan { first: on(3, 14), last: on(3, 15) });
    assert_eq!(saturday(Day::Weekend(1)), DateSpan { first: on(3, 21), last: on(3, 22) });
    assert_eq!(Day::Weekend(0).reading(on(3, 15)).unwrap().spans, [DateSpan::day(on(3, 15))]);
}

#[test]
fn pieces_of_months() {
    let may = || Box::new(Day::NamedMonth { month: 5, year: None });
    assert_eq!(one(Day::Nth { nth: 1, what: Piece::Weekday(Weekday::Fri), of: may() }), on(5, 1));
    assert_eq!(one(Day::Nth { nth: -1, what: Piece::Weekday(Weekday::Sun), of: may() }), on(5, 31));
    assert_eq!(days(Day::Portion { portion: Portion::Middle, of: may() }), [(on(5, 10), on(5, 20))]);
    assert_eq!(days(Day::Portion { portion: Portion::SecondHalf, of: may() }), [(on(5, 16), on(5, 31))]);
    // The beginning of this month has passed: the next month's is meant.
    assert_eq!(
        Day::Portion { portion: Portion::Start, of: Box::new(Day::Month(0)) }
            .reading(on(3, 20))
            .unwrap()
            .spans,
        [DateSpan { first: on(4, 1), last: on(4, 10) }]
    );
    assert_eq!(one(Day::InMonth { day: 5, of: Box::new(Day::Month(1)) }), on(4, 5));
    let february = Day::NamedMonth { month: 2, year: None };
    assert_eq!(days(february), [(in_year(2027, 2, 1), in_year(2027, 2, 28))]);
}

#[test]
fn ranges_lists_and_exceptions() {
    let between = |from, to| days(Day::Between(Box::new(from), Box::new(to)));
    assert_eq!(between(Day::number(13), Day::number(15)), [(on(3, 13), on(3, 15))]);
    assert_eq!(between(Day::number(5), Day::number(15)), [(on(3, 5), on(3, 15))]);
    assert_eq!(between(Day::number(28), Day::number(3)), [(on(3, 28), on(4, 3))]);
    assert_eq!(between(Day::Weekday(Weekday::Mon), Day::Weekday(Weekday::Wed)), [(on(3, 16), on(3, 18))]);
    assert_eq!(between(Day::Today, Day::Tomorrow), [(on(3, 10), on(3, 11))]);
    assert_eq!(
        days(Day::AnyOf(vec![Day::Weekday(Weekday::Thu), Day::Weekday(Weekday::Wed)])),
        [(on(3, 12), on(3, 12)), (on(3, 11), on(3, 11))]
    );
    let except =
        wish(&When::on(Day::Except { of: None, not: vec![Day::Weekday(Weekday::Thu), Day::Tomorrow] }));
    assert_eq!((except.except_weekdays, except.except), (vec![Weekday::Thu], vec![DateSpan::day(on(3, 11))]));
}

#[test]
fn before_after_and_until() {
    let friday = || Box::new(Day::Weekday(Weekday::Fri));
    assert_eq!(days(Day::Before(friday())), [(on(3, 10), on(3, 12))]);
    assert_eq!(days(Day::Until(friday())), [(on(3, 10), on(3, 13))]);
    assert_eq!(wish(&When::on(Day::From(friday()))).days[0].first, on(3, 13));
    assert_eq!(wish(&When::on(Day::After(friday()))).days[0].first, on(3, 14));
    assert!(wish(&When::on(Day::From(friday()))).days[0].is_open());
    assert_eq!(days(Day::Before(Box::new(Day::Holiday(Holiday::Easter)))), [(on(3, 10), on(4, 4))]);
}

#[test]
fn an_hour_on_the_dial_keeps_both_readings_until_one_has_passed() {
    assert_eq!(wish(&When::at(dial(5))).window.at, [clock(5, 0), clock(17, 0)]);
    assert_eq!(wish(&When::at(dial(12))).window.at, [clock(12, 0), clock(0, 0)]);
    assert_eq!(wish(&When::at(dial(18))).window.at, [clock(18, 0)]);
    assert_eq!(wish(&When::on(Day::Today).with(dial(5))).window.at, [clock(17, 0)]);
}

#[test]
fn both_ends_of_a_stretch_lie_in_the_same_half_of_the_day() {
    let window = |from, to| {
        let window = wish(&When::at(Time::Between(boxed(from), boxed(to)))).window;
        (window.from.unwrap(), window.to.unwrap())
    };
    assert_eq!(window(dial(5), dial(7)), (clock(17, 0), clock(19, 0)));
    assert_eq!(window(dial(9), dial(11)), (clock(9, 0), clock(11, 0)));
    assert_eq!(window(dial(11), dial(1)), (clock(11, 0), clock(13, 0)));
    assert_eq!(window(dial(5), Time::At(clock(18, 0))), (clock(17, 0), clock(18, 0)));
    assert_eq!(window(Time::At(clock(11, 0)), dial(3)), (clock(11, 0), clock(15, 0)));
    assert_eq!(wish(&When::at(Time::From(boxed(dial(6))))).window.from, Some(clock(18, 0)));
    assert_eq!(wish(&When::at(Time::Until(boxed(dial(1))))).window.to, Some(clock(13, 0)));
}

#[test]
fn parts_edges_and_habits() {
    let edge = Time::Edge { edge: Edge::Last, part: Some(DayPart::Morning) };
    let window = wish(&When::at(edge)).window;
    assert_eq!((window.edge, window.part), (Some(Edge::Last), Some(DayPart::Morning)));
    assert_eq!(wish(&When::at(Time::Habit(Habit::AfterLunch))).window.part, Some(DayPart::Afternoon));
    let both = Time::All(vec![Time::Part(DayPart::Afternoon), Time::From(boxed(dial(6)))]);
    let window = wish(&When::at(both)).window;
    assert_eq!((window.part, window.from), (Some(DayPart::Afternoon), Some(clock(18, 0))));
    assert_eq!(wish(&When::at(Time::Minute(30))).window.minute, Some(30));
    let noon = wish(&When::at(Time::From(boxed(Time::Part(DayPart::Midday))))).window;
    assert_eq!(noon.from, Some(clock(12, 0)));
}

#[test]
fn a_moment_counted_from_now_has_its_own_day() {
    let late = at(on(3, 10), 23, 50);
    let moment = When::at(Time::InMinutes(20)).resolve(late, MADRID);
    let Resolution::Clear(wish) = moment else { panic!("{moment:?}") };
    assert_eq!((wish.single_day(), &wish.window.at[..]), (Some(on(3, 11)), &[clock(0, 10)][..]));
    // Over the spring change an hour is skipped on the clock.
    let spring = When::at(Time::InMinutes(30)).resolve(at(on(3, 29), 1, 45), MADRID);
    assert!(matches!(spring, Resolution::Clear(wish) if wish.window.at == [clock(3, 15)]));
}

#[test]
fn tomorrow_said_before_midnight_keeps_its_day() {
    let tomorrow = When::on(Day::Tomorrow).with(dial(10));
    let sent_at = at(on(3, 10), 23, 50);
    let Resolution::Clear(wish) = tomorrow.resolve(sent_at, MADRID) else { panic!("tomorrow is clear") };
    assert_eq!(wish.single_day(), Some(on(3, 11)));
    // Read ten minutes later it is still resolved against when it was sent.
    assert_eq!(tomorrow.resolve(sent_at, MADRID), Resolution::Clear(wish));
}

fn weekdays() -> impl Strategy<Value = Weekday> {
    (0..7u8).prop_map(|n| Weekday::try_from(n).unwrap())
}

fn units() -> impl Strategy<Value = Unit> {
    prop_oneof![Just(Unit::Days), Just(Unit::Weeks), Just(Unit::Months), Just(Unit::Years)]
}

fn plain_days() -> impl Strategy<Value = Day> {
    let year = || proptest::option::of(prop_oneof![Just(2026), any::<i32>()]);
    prop_oneof![
        Just(Day::Today),
        Just(Day::Any),
        Just(Day::Soonest),
        Just(Day::Workdays),
        any::<u16>().prop_map(Day::InDays),
        (any::<u16>(), units()).prop_map(|(count, unit)| Day::Ahead { count, unit }),
        (any::<u16>(), units()).prop_map(|(count, unit)| Day::Ago { count, unit }),
        (any::<u16>(), units()).prop_map(|(count, unit)| Day::Coming { count, unit }),
        (any::<u16>(), units()).prop_map(|(count, unit)| Day::Past { count, unit }),
        weekdays().prop_map(Day::Weekday),
        weekdays().prop_map(Day::NextWeekday),
        weekdays().prop_map(Day::LastWeekday),
        proptest::collection::vec(weekdays(), 0..3).prop_map(Day::Every),
        (any::<u8>(), proptest::option::of(any::<u8>()), year(), proptest::option::of(weekdays()))
            .prop_map(|(day, month, year, weekday)| Day::Date { day, month, year, weekday }),
        any::<i16>().prop_map(Day::Week),
        any::<i16>().prop_map(Day::Weekend),
        any::<i16>().prop_map(Day::Month),
        any::<i16>().prop_map(Day::Year),
        any::<i32>().prop_map(Day::CalendarYear),
        (any::<u8>(), year()).prop_map(|(month, year)| Day::NamedMonth { month, year }),
        proptest::option::of(any::<u8>()).prop_map(|month| Day::Holiday(Holiday::Bridge(month))),
        prop_oneof![Just(Holiday::Easter), Just(Holiday::ChristmasSeason), Just(Holiday::HolyWeek)]
            .prop_map(Day::Holiday),
    ]
}

fn any_day() -> impl Strategy<Value = Day> {
    plain_days().prop_recursive(3, 12, 3, |inner| {
        let of = || inner.clone().prop_map(Box::new);
        prop_oneof![
            of().prop_map(Day::WeekOf),
            of().prop_map(Day::Rest),
            of().prop_map(Day::About),
            of().prop_map(Day::From),
            of().prop_map(Day::After),
            of().prop_map(Day::Before),
            of().prop_map(Day::Until),
            (of(), of()).prop_map(|(from, to)| Day::Between(from, to)),
            (of(), any::<u8>()).prop_map(|(of, weeks)| Day::Later { of, weeks }),
            (of(), any::<u8>()).prop_map(|(of, day)| Day::InMonth { day, of }),
            (of(), weekdays()).prop_map(|(of, weekday)| Day::Within { weekday, of }),
            (of(), weekdays()).prop_map(|(day, weekday)| Day::Named { day, weekday }),
            (of(), any::<i8>()).prop_map(|(of, nth)| Day::Nth { nth, what: Piece::Week, of }),
            (of(), any::<i8>()).prop_map(|(of, nth)| Day::Nth { nth, what: Piece::Day, of }),
            of().prop_map(|of| Day::Portion { portion: Portion::End, of }),
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Day::AnyOf),
            (proptest::option::of(of()), proptest::collection::vec(inner.clone(), 0..3))
                .prop_map(|(of, not)| Day::Except { of, not }),
        ]
    })
}

fn any_time() -> impl Strategy<Value = Time> {
    let plain = prop_oneof![
        (0..86_400u32).prop_map(|n| Time::At(NaiveTime::from_num_seconds_from_midnight_opt(n, 0).unwrap())),
        (any::<u8>(), any::<u8>()).prop_map(|(hour, minute)| Time::Dial { hour, minute }),
        any::<u8>().prop_map(Time::Minute),
        any::<i32>().prop_map(Time::InMinutes),
        any::<u32>().prop_map(Time::ForMinutes),
        any::<u32>().prop_map(Time::PastMinutes),
        Just(Time::Part(DayPart::Afternoon)),
        Just(Time::Edge { edge: Edge::First, part: None }),
        Just(Time::Habit(Habit::Lunch)),
        Just(Time::Except(vec![DayPart::Morning])),
        Just(Time::Any),
    ];
    plain.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|time| Time::Approx(Box::new(time))),
            inner.clone().prop_map(|time| Time::From(Box::new(time))),
            inner.clone().prop_map(|time| Time::Until(Box::new(time))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Time::Between(Box::new(a), Box::new(b))),
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Time::AnyOf),
            proptest::collection::vec(inner, 0..3).prop_map(Time::All),
        ]
    })
}

/// Any instant of a wide calendar, and those where calendars and clocks break.
fn instants() -> impl Strategy<Value = Instant> {
    let breaks = [
        (2026, 3, 29, 0, 59),
        (2026, 3, 29, 1, 0),
        (2026, 10, 25, 0, 30),
        (2026, 10, 25, 1, 30),
        (2026, 12, 31, 22, 59),
        (2026, 12, 31, 23, 30),
        (2028, 2, 29, 12, 0),
        (2028, 2, 28, 23, 30),
    ];
    let breaks = breaks.map(|(year, month, day, hour, minute)| {
        in_year(year, month, day).and_hms_opt(hour, minute, 0).unwrap().and_utc()
    });
    let ordinary = (1_000_000_000i64..3_000_000_000).prop_map(|s| DateTime::from_timestamp(s, 0).unwrap());
    let wild =
        (-8_200_000_000_000i64..8_200_000_000_000).prop_map(|s| DateTime::from_timestamp(s, 0).unwrap());
    prop_oneof![proptest::sample::select(breaks.to_vec()), ordinary, wild]
}

fn whens() -> impl Strategy<Value = When> {
    (proptest::option::of(any_day()), proptest::option::of(any_time())).prop_map(|(day, time)| When {
        day,
        time,
        said: "".into(),
    })
}

proptest! {
    #[test]
    fn every_symbol_resolves_at_every_instant(when in whens(), sent_at in instants()) {
        match when.resolve(sent_at, MADRID) {
            Resolution::Clear(wish) => {
                let ordered = wish.days.iter().all(|span| span.first <= span.last);
                prop_assert!(ordered, "{wish:?}");
            }
            Resolution::WhichDay { of, .. } => prop_assert!(of.len() > 1 && of.is_sorted()),
            Resolution::NoSuchDay | Resolution::Past(_) => {}
        }
    }

    #[test]
    fn symbols_survive_storage(when in whens()) {
        let stored = serde_json::to_string(&when).unwrap();
        prop_assert_eq!(serde_json::from_str::<When>(&stored).unwrap(), when);
    }

    #[test]
    fn a_weekday_is_never_behind_and_never_more_than_a_week_ahead(weekday in weekdays(), sent_at in instants()) {
        let today = MADRID.date(sent_at);
        if let Some(reading) = Day::NextWeekday(weekday).reading(today) {
            let date = reading.spans[0].first;
            prop_assert_eq!(date.weekday(), weekday);
            prop_assert!(today < date && date <= today.checked_add_days(Days::new(7)).unwrap());
        }
    }
}
