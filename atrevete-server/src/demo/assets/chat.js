// Sends forms without leaving the page and looks for new messages. Without it the page works by ordinary forms.
"use strict";

const list = document.getElementById("mensajes");
const scroll = document.getElementById("registro");
const state = document.getElementById("estado");
const input = document.getElementById("texto");
const person = list.dataset.persona;
let busy = false;

function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
}

// Only a newer state replaces the shown one, so that a button does not vanish under a finger.
function show(news) {
  if (news.mensajes.trim()) {
    list.insertAdjacentHTML("beforeend", news.mensajes);
    scroll.querySelector(".empty")?.remove();
    toEnd();
  }
  list.dataset.hasta = news.hasta;
  if (state.dataset.seen !== news.estado) {
    state.innerHTML = news.estado;
    state.dataset.seen = news.estado;
    toEnd();
  }
}

async function look() {
  if (busy) return;
  busy = true;
  try {
    const answer = await fetch(`/novedades?p=${encodeURIComponent(person)}&desde=${list.dataset.hasta}`);
    if (answer.ok) show(await answer.json());
  } catch {
    // The server is away for a moment: the next look finds it again.
  } finally {
    busy = false;
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-enviar")) return;
  event.preventDefault();
  const data = new URLSearchParams(new FormData(form, event.submitter));
  if (data.has("texto") && !data.get("texto").trim()) return;
  const typed = form.contains(input) ? input.value : "";
  if (typed) input.value = "";
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
  } catch {
    if (typed && !input.value) input.value = typed;
  }
  await look();
  input.focus();
});

setInterval(() => {
  if (!document.hidden) look();
}, 2000);
toEnd();
