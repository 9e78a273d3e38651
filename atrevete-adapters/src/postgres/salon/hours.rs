//! Weeks, special days and closures: the salon's doors and each stylist's own hours have one form.

use super::{SalonError, position};
use crate::postgres::inconsistent::{Inconsistent, Row};
use atrevete_domain::{
    salon::{Closure, DayHours, Hours, Opening, OpeningHours, Stylist, Week, WeeklyHours},
    values::{Id as _, StylistId, fmt_time},
};
use chrono::{NaiveDate, NaiveTime};
use sqlx::{PgConnection, types::Json};

/// The two weeks of a stylist.
const WORK: &str = "work";
const BREAK: &str = "break";

pub(super) async fn load(db: &mut PgConnection) -> Result<OpeningHours, SalonError> {
    let mut hours = OpeningHours::default();
    let weeks = sqlx::query!(
        r#"select position, valid_from, valid_until, every_weeks, jsonb_build_array(
               monday, tuesday, wednesday, thursday, friday, saturday, sunday) as "days!: Json<[Vec<String>; 7]>"
           from opening_hours order by position"#
    );
    for week in weeks.fetch_all(&mut *db).await? {
        let row = Row::new("opening_hours", &week.position);
        let valid = (week.valid_from, week.valid_until);
        hours.weekly.weeks.push(pattern(row, valid, week.every_weeks, &week.days)?);
    }
    let specials = sqlx::query!("select date, hours, reason from special_openings order by date");
    for day in specials.fetch_all(&mut *db).await? {
        let row = Row::new("special_openings", &day.date);
        let intervals = day_hours(&day.hours).ok_or_else(|| row.unreadable("hours"))?;
        hours.weekly.special.push(Opening { date: day.date, hours: intervals, reason: day.reason });
    }
    hours.closures = sqlx::query_as!(
        Closure,
        r#"select first_date as "from", last_date as "to", reason from closures order by first_date, last_date"#
    )
    .fetch_all(db)
    .await?;
    Ok(hours)
}

pub(super) async fn write(db: &mut PgConnection, hours: &OpeningHours) -> Result<(), SalonError> {
    for (at, week) in hours.weekly.weeks.iter().enumerate() {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = texts_of(week);
        sqlx::query!(
            "insert into opening_hours (position, valid_from, valid_until, every_weeks,
                 monday, tuesday, wednesday, thursday, friday, saturday, sunday)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             on conflict (position) do update set valid_from = excluded.valid_from,
                 valid_until = excluded.valid_until, every_weeks = excluded.every_weeks, monday = excluded.monday,
                 tuesday = excluded.tuesday, wednesday = excluded.wednesday, thursday = excluded.thursday,
                 friday = excluded.friday, saturday = excluded.saturday, sunday = excluded.sunday",
            position(at),
            week.from,
            week.until,
            i16::from(week.every),
            &monday,
            &tuesday,
            &wednesday,
            &thursday,
            &friday,
            &saturday,
            &sunday
        )
        .execute(&mut *db)
        .await?;
    }
    let weeks = position(hours.weekly.weeks.len());
    sqlx::query!("delete from opening_hours where position >= $1", weeks).execute(&mut *db).await?;
    write_specials(db, &hours.weekly.special).await?;
    write_closures(db, &hours.closures).await
}

async fn write_specials(db: &mut PgConnection, specials: &[Opening]) -> Result<(), SalonError> {
    for day in specials {
        sqlx::query!(
            "insert into special_openings (date, hours, reason) values ($1, $2, $3)
             on conflict (date) do update set hours = excluded.hours, reason = excluded.reason",
            day.date,
            &texts(&day.hours),
            day.reason
        )
        .execute(&mut *db)
        .await?;
    }
    let dates: Vec<NaiveDate> = specials.iter().map(|day| day.date).collect();
    sqlx::query!("delete from special_openings where date <> all ($1)", &dates).execute(db).await?;
    Ok(())
}

async fn write_closures(db: &mut PgConnection, closures: &[Closure]) -> Result<(), SalonError> {
    for closure in closures {
        sqlx::query!(
            "insert into closures (first_date, last_date, reason) values ($1, $2, $3)
             on conflict (first_date, last_date) do update set reason = excluded.reason",
            closure.from,
            closure.to,
            closure.reason
        )
        .execute(&mut *db)
        .await?;
    }
    let (first, last): (Vec<NaiveDate>, Vec<NaiveDate>) = closures.iter().map(|c| (c.from, c.to)).unzip();
    sqlx::query!(
        "delete from closures where (first_date, last_date) not in (select * from unnest($1::date[], $2::date[]))",
        &first,
        &last
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Reads everybody's working hours and breaks into the stylists.
pub(super) async fn load_working(db: &mut PgConnection, stylists: &mut [Stylist]) -> Result<(), SalonError> {
    let weeks = sqlx::query!(
        r#"select stylist_id, kind, valid_from, valid_until, every_weeks, jsonb_build_array(
               monday, tuesday, wednesday, thursday, friday, saturday, sunday) as "days!: Json<[Vec<String>; 7]>"
           from working_hours order by stylist_id, kind, position"#
    );
    for week in weeks.fetch_all(&mut *db).await? {
        let row = Row::new("working_hours", &week.stylist_id);
        let valid = (week.valid_from, week.valid_until);
        let pattern = pattern(row, valid, week.every_weeks, &week.days)?;
        hers(stylists, StylistId::from_uuid(week.stylist_id), &week.kind, row)?.weeks.push(pattern);
    }
    let days = sqlx::query!(
        "select stylist_id, kind, date, hours, reason from working_days order by stylist_id, kind, date"
    );
    for day in days.fetch_all(db).await? {
        let row = Row::new("working_days", &day.stylist_id);
        let intervals = day_hours(&day.hours).ok_or_else(|| row.unreadable("hours"))?;
        let opening = Opening { date: day.date, hours: intervals, reason: day.reason };
        hers(stylists, StylistId::from_uuid(day.stylist_id), &day.kind, row)?.special.push(opening);
    }
    Ok(())
}

/// Where a stylist keeps her hours of this kind.
fn hers<'a>(
    stylists: &'a mut [Stylist],
    id: StylistId,
    kind: &str,
    row: Row<'_>,
) -> Result<&'a mut WeeklyHours, Inconsistent> {
    let stylist = stylists.iter_mut().find(|s| s.id == id).ok_or_else(|| row.unreadable("stylist_id"))?;
    match kind {
        WORK => Ok(&mut stylist.working),
        BREAK => Ok(&mut stylist.breaks),
        _ => Err(row.unreadable("kind")),
    }
}

pub(super) async fn write_working(db: &mut PgConnection, stylist: &Stylist) -> Result<(), SalonError> {
    for (kind, hours) in [(WORK, &stylist.working), (BREAK, &stylist.breaks)] {
        write_weeks(db, stylist.id, kind, &hours.weeks).await?;
        write_days(db, stylist.id, kind, &hours.special).await?;
    }
    Ok(())
}

async fn write_weeks(
    db: &mut PgConnection,
    stylist: StylistId,
    kind: &str,
    weeks: &[Week],
) -> Result<(), SalonError> {
    for (at, week) in weeks.iter().enumerate() {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = texts_of(week);
        sqlx::query!(
            "insert into working_hours (stylist_id, kind, position, valid_from, valid_until, every_weeks,
                 monday, tuesday, wednesday, thursday, friday, saturday, sunday)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             on conflict (stylist_id, kind, position) do update set valid_from = excluded.valid_from,
                 valid_until = excluded.valid_until, every_weeks = excluded.every_weeks, monday = excluded.monday,
                 tuesday = excluded.tuesday, wednesday = excluded.wednesday, thursday = excluded.thursday,
                 friday = excluded.friday, saturday = excluded.saturday, sunday = excluded.sunday",
            stylist.uuid(),
            kind,
            position(at),
            week.from,
            week.until,
            i16::from(week.every),
            &monday,
            &tuesday,
            &wednesday,
            &thursday,
            &friday,
            &saturday,
            &sunday
        )
        .execute(&mut *db)
        .await?;
    }
    sqlx::query!(
        "delete from working_hours where stylist_id = $1 and kind = $2 and position >= $3",
        stylist.uuid(),
        kind,
        position(weeks.len())
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn write_days(
    db: &mut PgConnection,
    stylist: StylistId,
    kind: &str,
    days: &[Opening],
) -> Result<(), SalonError> {
    for day in days {
        sqlx::query!(
            "insert into working_days (stylist_id, kind, date, hours, reason) values ($1, $2, $3, $4, $5)
             on conflict (stylist_id, kind, date) do update set hours = excluded.hours, reason = excluded.reason",
            stylist.uuid(),
            kind,
            day.date,
            &texts(&day.hours),
            day.reason
        )
        .execute(&mut *db)
        .await?;
    }
    let dates: Vec<NaiveDate> = days.iter().map(|day| day.date).collect();
    sqlx::query!(
        "delete from working_days where stylist_id = $1 and kind = $2 and date <> all ($3)",
        stylist.uuid(),
        kind,
        &dates
    )
    .execute(db)
    .await?;
    Ok(())
}

fn pattern(
    row: Row<'_>,
    (from, until): (Option<NaiveDate>, Option<NaiveDate>),
    every: i16,
    texts: &[Vec<String>; 7],
) -> Result<Week, Inconsistent> {
    let mut days: [DayHours; 7] = Default::default();
    for (day, texts) in days.iter_mut().zip(texts) {
        *day = day_hours(texts).ok_or_else(|| row.unreadable("monday to sunday"))?;
    }
    Ok(Week { from, until, every: row.number("every_weeks", every)?, days })
}

/// `10:00-14:00`, one text an interval.
fn day_hours(texts: &[String]) -> Option<DayHours> {
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
    let interval = |text: &String| {
        let (from, to) = text.split_once('-')?;
        Some(Hours { from: time(from)?, to: time(to)? })
    };
    texts.iter().map(interval).collect()
}

fn texts(day: &[Hours]) -> Vec<String> {
    day.iter().map(|h| format!("{}-{}", fmt_time(h.from), fmt_time(h.to))).collect()
}

fn texts_of(week: &Week) -> [Vec<String>; 7] {
    week.days.each_ref().map(|day| texts(day))
}
