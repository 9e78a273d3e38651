//! Starting and stopping the demo.

use super::{House, Shop, router};
use crate::{
    app, clock,
    config::{Config, Token, Tokens},
    webhooks::Door,
};
use anyhow::Result;
use std::{future::Future, io::Write as _, sync::Arc, time::Duration};
use tokio::{net::TcpListener, time};

/// How often time is brought up to the present while nobody asks for anything.
const TICK: Duration = Duration::from_millis(500);

/// Serves the demo salon until `stopped`.
///
/// # Errors
/// When there is no randomness, or nobody to print to.
pub async fn serve(
    config: Config,
    listener: TcpListener,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let local = format!("http://{}", listener.local_addr()?);
    let address = config.public_url.clone().unwrap_or_else(|| local.clone());
    let house = House::new(app::world(clock::now()), &format!("{address}/pagar"));
    let (tokens, drawn) = if let Some(tokens) = config.tokens {
        (tokens, None)
    } else {
        let token = draw()?;
        (Tokens::one(token.clone()), Some(token))
    };
    announce(&address, drawn.as_ref())?;
    let door = Door { tokens: Some(tokens), secrets: config.secrets, allowed: config.allowed };
    let shop = Shop::new(house, door)?;
    let ticking = tokio::spawn(tick(Arc::clone(&shop)));
    axum::serve(listener, router(shop)).with_graceful_shutdown(stopped).await?;
    ticking.abort();
    tracing::info!("stopped");
    Ok(())
}

fn draw() -> Result<Token> {
    let mut bytes = [0; 24];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    Ok(Token::from_bytes(bytes))
}

/// To standard output, where whoever started it looks; the secret only if nobody else knows it.
fn announce(address: &str, drawn: Option<&Token>) -> Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "Maite atiende en {address}/")?;
    writeln!(out, "  agenda:  {address}/agenda")?;
    if let Some(token) = drawn {
        writeln!(out, "  webhook: {address}/api/webhook/chatwoot/{}", token.reveal())?;
    }
    Ok(out.flush()?)
}

async fn tick(shop: Arc<Shop>) {
    let mut ticks = time::interval(TICK);
    ticks.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if shop.inside(House::catch_up).await.is_err() {
            tracing::error!("time could not be brought up to the present");
        }
    }
}
