//! Why Maite did what she did: the trace's reasons as sentences for the team.

use crate::{
    dialogue::Act,
    facts::Conflict,
    step::{Reason, Rule},
};

/// A step of a trace in one sentence. Never the customer's words.
pub fn why(reason: &Reason) -> String {
    match reason {
        Reason::Heard(act) => format!("Entendió: {}.", heard(act)),
        Reason::Ruled(rule) => self::rule(*rule).to_owned(),
        Reason::Refused(Conflict::SlotTaken(_)) => "Otra persona se quedó antes con esa hora.".to_owned(),
        Reason::Muted => "No dijo nada porque la conversación la lleva una persona.".to_owned(),
    }
}

/// What was understood of a message.
fn heard(act: &Act) -> &'static str {
    match act {
        Act::Want(_) => "quiere una cita",
        Act::Accept => "dice que sí a lo que se le preguntó",
        Act::Decline => "dice que no a lo que se le preguntó",
        Act::Choose(_) => "elige entre lo que se le enseñó",
        Act::GiveName(_) => "dice un nombre",
        Act::Ask(_) => "hace una pregunta",
        Act::Move { .. } => "quiere cambiar una cita",
        Act::Cancel { .. } => "quiere anular una cita",
        Act::Late { .. } => "llega tarde",
        Act::PaymentFailed => "el pago le falla",
        Act::SaysPaid => "dice que ya ha pagado",
        Act::CannotPayOnline => "no puede pagar por internet",
        Act::WaitingList(_) => "quiere estar en la lista de espera",
        Act::Usual(_) => "quiere lo de siempre",
        Act::Medical(_) => "pregunta algo de salud",
        Act::Person { .. } => "quiere hablar con una persona",
        Act::Complaint(_) => "se queja",
        Act::Abuse => "insulta",
        Act::OptOut => "no quiere más mensajes",
        Act::OptIn => "quiere volver a recibir mensajes",
        Act::MyData(_) => "pregunta por sus datos",
        Act::NotForUs(_) => "escribe por algo que no son citas",
        Act::Later => "lo deja para luego",
        Act::Repeat => "pide que se le repita",
        Act::Why => "pregunta por qué",
        Act::Refuse => "prefiere no contestar a lo que se le preguntó",
        Act::Greet => "saluda",
        Act::Thank => "da las gracias",
        Act::Goodbye => "se despide",
        Act::Chat => "charla",
        Act::Unclear => "no se entiende",
    }
}

/// A rule in one sentence.
pub fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::AnswersNothing => {
            "Contestó a algo que nadie había preguntado, así que no se tomó como respuesta."
        }
        Rule::Reconciled => "Lo que estaba a medias ya no seguía en pie y se dejó.",
        Rule::Idle => "Pasó mucho tiempo sin noticias y se olvidó lo que estaba a medias.",
        Rule::KnownAlready => "Era un aviso repetido.",
        Rule::TooEarly => "El aviso llegó antes de tiempo o ya no hacía falta.",
        Rule::StaleLink => "El enlace de pago ya no hacía falta y se cerró.",
        Rule::PaidInTime => "Pagó dentro del plazo.",
        Rule::LateButFree => "Pagó tarde, pero la hora seguía libre y se confirmó.",
        Rule::LateAndGone => "Pagó tarde y la hora ya estaba cogida: se devuelve.",
        Rule::PaidAfterCancel => "Pagó una cita ya anulada: se devuelve.",
        Rule::PaidTwice => "Pagó dos veces: se devuelve el segundo pago.",
        Rule::AmountDiffers => "Llegó un importe distinto al de la señal.",
        Rule::Closing => "Se acabó el plazo: se cierra la página de pago antes de soltar la hora.",
        Rule::AllShut => "Ya no se puede pagar en ninguna página: la hora queda libre.",
        Rule::Silent => "El banco no contestó a tiempo y la hora quedó libre.",
        Rule::RetrySerial => "Falló el pago: se cierra la página anterior antes de abrir otra.",
        Rule::RetryExhausted => "El pago falló otra vez: pasa a una persona.",
        Rule::SameLink => "No se pudo cerrar la página anterior, así que sirve el mismo enlace.",
        Rule::AmountChanged => "Cambió el precio: se cierra la página anterior y se abre otra.",
        Rule::NothingDue => "No había señal que pagar: quedó confirmada al momento.",
        Rule::RefundInTime => "Anuló con tiempo: se devuelve la señal.",
        Rule::RefundInGrace => "Anuló al poco de pagar: se devuelve la señal.",
        Rule::ForfeitLate => "Anuló tarde: la señal no se devuelve.",
        Rule::BandChanged => {
            "El plazo cambió entre la pregunta y la respuesta, así que se preguntó otra vez."
        }
        Rule::StaffOnly => "Falta muy poco para la cita: lo decide una persona.",
        Rule::MoveMakesFinal => "La cambió tarde: la señal se conserva, pero ya no se devuelve.",
        Rule::LateMovesUsed => "Ya la había cambiado tarde antes: lo decide una persona.",
        Rule::SeveralMatch => "Varios servicios encajan con lo que pidió, así que se preguntó cuál.",
        Rule::NothingMatches => "Ningún servicio encaja con lo que pidió.",
        Rule::NotOffered => "Pidió algo que el salón no hace.",
        Rule::PackSaves => "Un pack le salía más barato y se le propuso.",
        Rule::KindsApart => "Son trabajos distintos y van en citas seguidas.",
        Rule::DayAmbiguous => "El día se podía entender de varias maneras, así que se preguntó.",
        Rule::Digression => "Preguntó otra cosa por el camino y se le contestó.",
        Rule::AskedAgain => "Se repitió la pregunta con los datos del momento.",
        Rule::Unclear => "No se entendió el mensaje.",
        Rule::TroubleTooOften => "El mismo tropiezo se repitió: pasa a una persona.",
        Rule::ChildOrAdult => "Podía ser para una niña o un niño, así que se preguntó.",
        Rule::OpenLimit => "Tiene ya demasiadas citas abiertas.",
        Rule::HoldCap => "Hay demasiadas horas guardadas sin pagar.",
        Rule::Horizon => "Pidió una fecha más lejana de lo que se puede reservar.",
        Rule::Reassured => "Seguía esperando a una persona y se le dijo que no se le olvida.",
        Rule::OptedOut => "Pidió no recibir mensajes: no se envió.",
        Rule::QuietHours => "Era hora de descanso: se deja para más tarde.",
        Rule::Mode => "Maite está puesta para que esto lo haga una persona.",
        Rule::SureByRules => "La confirmación de anular estaba clara.",
        Rule::NeedsRulesYes => {
            "El sí no estaba lo bastante claro para perder dinero, así que se preguntó otra vez."
        }
        Rule::HasOneAlready => "Ya tenía una cita esa semana, así que se preguntó si quería otra.",
        Rule::LastWord => "Ya estaba todo dicho: no hacía falta contestar.",
        Rule::Disclosed => {
            "Era la primera vez que escribía: se le dijo que habla con una asistente automática."
        }
    }
}
