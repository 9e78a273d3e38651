//! Starting and stopping the demo.

use super::{House, Shop, router};
use crate::{
    app, clock,
    config::{Config, Token, Tokens},
    webhooks::Door,
};
use anyhow::{Context as _, Result};
use std::{
    io::Write as _,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{net::TcpListener, signal, time};

/// How often time is brought up to the present while nobody asks for anything.
const TICK: Duration = Duration::from_millis(500);

/// The port tried first.
const PORT: u16 = 8080;

/// Serves the demo salon until the process is asked to stop. `address` goes before what the environment says.
///
/// # Errors
/// When a setting is wrong or the address cannot be had.
pub fn serve(address: Option<SocketAddr>) -> Result<()> {
    let mut config = Config::from_environment()?;
    config.address = address.or(config.address);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(config))
}

async fn run(config: Config) -> Result<()> {
    let listener = listen(config.address).await?;
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
    axum::serve(listener, router(shop)).with_graceful_shutdown(asked_to_stop()).await?;
    ticking.abort();
    tracing::info!("stopped");
    Ok(())
}

/// The address that was asked for; else the usual port of this machine, or any that is free.
async fn listen(address: Option<SocketAddr>) -> Result<TcpListener> {
    if let Some(address) = address {
        return TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"));
    }
    match TcpListener::bind((Ipv4Addr::LOCALHOST, PORT)).await {
        Ok(listener) => Ok(listener),
        Err(_) => TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("no port is free"),
    }
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

async fn asked_to_stop() {
    #[cfg(unix)]
    {
        let mut terminate = match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(terminate) => terminate,
            Err(error) => {
                tracing::warn!(%error, "only Ctrl-C stops the server");
                let _ = signal::ctrl_c().await;
                return;
            }
        };
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = signal::ctrl_c().await;
    tracing::info!("stopping");
}
