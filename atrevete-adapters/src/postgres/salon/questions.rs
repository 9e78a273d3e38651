//! What is asked before a service is quoted, and where each answer leads.

use super::{SalonError, position};
use crate::postgres::inconsistent::Row;
use atrevete_domain::{
    salon::{QuestionAnswer, QuestionEffect, QuestionKey, Service, ServiceQuestion},
    values::{Id as _, ServiceId},
};
use sqlx::{PgConnection, types::Uuid};
use std::collections::BTreeMap;

/// The questions of every service that has some, in order.
pub(super) async fn load(db: &mut PgConnection) -> Result<BTreeMap<Uuid, Vec<ServiceQuestion>>, SalonError> {
    let mut asked: BTreeMap<Uuid, Vec<ServiceQuestion>> = BTreeMap::new();
    let questions = sqlx::query!(
        "select service_id, key, text from service_questions order by service_id, position, key"
    );
    for question in questions.fetch_all(&mut *db).await? {
        let key = QuestionKey(question.key);
        let of = asked.entry(question.service_id).or_default();
        of.push(ServiceQuestion { key, text: question.text, answers: Vec::new() });
    }
    let answers = sqlx::query!(
        "select service_id, question, key, text, synonyms, effect, target_id
         from question_answers order by service_id, question, position, key"
    );
    for answer in answers.fetch_all(db).await? {
        let id = format!("{} {} {}", answer.service_id, answer.question, answer.key);
        let row = Row::new("question_answers", &id);
        let target = answer.target_id.map(ServiceId::from_uuid);
        let effect = effect(&answer.effect, target).ok_or_else(|| row.unreadable("effect and target_id"))?;
        let mut of = asked.get_mut(&answer.service_id).into_iter().flatten();
        let question = of.find(|q| q.key.0 == answer.question).ok_or_else(|| row.unreadable("question"))?;
        let (key, text, synonyms) = (answer.key, answer.text, answer.synonyms);
        question.answers.push(QuestionAnswer { key, text, synonyms, effect });
    }
    Ok(asked)
}

/// Writes the questions of these services, all of which are stored already.
pub(super) async fn write(db: &mut PgConnection, services: &[Service]) -> Result<(), SalonError> {
    for service in services {
        for (at, question) in service.questions.iter().enumerate() {
            sqlx::query!(
                "insert into service_questions (service_id, key, position, text) values ($1, $2, $3, $4)
                 on conflict (service_id, key) do update set position = excluded.position, text = excluded.text",
                service.id.uuid(),
                question.key.0,
                position(at),
                question.text
            )
            .execute(&mut *db)
            .await?;
            write_answers(db, service.id, question).await?;
        }
        let keys: Vec<String> = service.questions.iter().map(|q| q.key.0.clone()).collect();
        sqlx::query!(
            "delete from service_questions where service_id = $1 and key <> all ($2)",
            service.id.uuid(),
            &keys
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

async fn write_answers(
    db: &mut PgConnection,
    service: ServiceId,
    question: &ServiceQuestion,
) -> Result<(), SalonError> {
    for (at, answer) in question.answers.iter().enumerate() {
        let (effect, target) = stored(&answer.effect);
        sqlx::query!(
            "insert into question_answers
                 (service_id, question, key, position, text, synonyms, effect, target_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (service_id, question, key) do update set position = excluded.position,
                 text = excluded.text, synonyms = excluded.synonyms, effect = excluded.effect,
                 target_id = excluded.target_id",
            service.uuid(),
            question.key.0,
            answer.key,
            position(at),
            answer.text,
            &answer.synonyms,
            effect,
            target.map(ServiceId::uuid)
        )
        .execute(&mut *db)
        .await?;
    }
    let keys: Vec<String> = question.answers.iter().map(|a| a.key.clone()).collect();
    sqlx::query!(
        "delete from question_answers where service_id = $1 and question = $2 and key <> all ($3)",
        service.uuid(),
        question.key.0,
        &keys
    )
    .execute(db)
    .await?;
    Ok(())
}

fn stored(effect: &QuestionEffect) -> (&'static str, Option<ServiceId>) {
    match effect {
        QuestionEffect::None => ("none", None),
        QuestionEffect::Variant(id) => ("variant", Some(*id)),
        QuestionEffect::Add(id) => ("add", Some(*id)),
        QuestionEffect::Person => ("person", None),
    }
}

fn effect(word: &str, target: Option<ServiceId>) -> Option<QuestionEffect> {
    match (word, target) {
        ("none", None) => Some(QuestionEffect::None),
        ("variant", Some(id)) => Some(QuestionEffect::Variant(id)),
        ("add", Some(id)) => Some(QuestionEffect::Add(id)),
        ("person", None) => Some(QuestionEffect::Person),
        _ => None,
    }
}
