//! The deposit: paid, failed, not possible.

use crate::brief::{asked, check, nothing};
use atrevete_domain::dialogue::Expected;

#[test]
fn the_deposit() {
    check(
        &asked(Expected::Pay),
        &[
            ("ya he pagado", "paid"),
            ("ya está", "paid"),
            ("hecho", "paid"),
            ("pagado!", "paid"),
            ("acabo de pagar", "paid"),
            ("ya pagué ayer", "paid"),
            ("os ha llegado el pago?", "paid"),
            ("he hecho el pago hace un rato", "paid"),
            ("listo, pagado", "paid"),
            ("Acabo de realizar el pago, gracias", "paid"),
            ("transferencia hecha", "paid"),
            ("no me deja pagar", "failed"),
            ("la tarjeta me da error", "failed"),
            ("no funciona el enlace", "failed"),
            ("el link no abre", "failed"),
            ("pago rechazado", "failed"),
            ("me sale tarjeta denegada", "failed"),
            ("no puedo pagar, se queda cargando", "failed"),
            ("ha caducado el enlace", "failed"),
            ("El pago ha fallado", "failed"),
            ("me pone error todo el rato", "failed"),
            ("no me va el link", "failed"),
            ("no tengo tarjeta", "cannotpay"),
            ("no sé pagar por internet", "cannotpay"),
            ("os hago un bizum al móvil", "cannotpay"),
            ("prefiero pagar allí en efectivo", "cannotpay"),
            ("yo de internet no entiendo", "cannotpay"),
            ("no me fío de poner la tarjeta", "cannotpay"),
            ("lo pago cuando vaya", "cannotpay"),
            ("no puedo pagar por internet", "cannotpay"),
            ("luego lo pago", "later"),
            ("cuánto es la señal?", "howmuchdeposit"),
        ],
    );
    check(
        &nothing(),
        &[
            ("ya he pagado la señal", "paid"),
            ("no me deja pagar la señal", "failed"),
            ("he pagado dos veces", "paid"),
        ],
    );
}
