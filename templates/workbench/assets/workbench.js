// Comfort only: every job works without this file.
"use strict";
(() => {
  const find = document.getElementById("q");
  const typing = (at) => at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && find && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      find.focus();
    }
  });

  // An error summary takes the focus, so that it is read out first.
  const summary = document.getElementById("errors");
  if (summary) summary.focus();

  // A form that was typed in is not left by mistake; one that was sent is not sent twice.
  for (const form of document.querySelectorAll("form[data-form]")) {
    let sent = false;
    form.addEventListener("input", () => { form.dataset.typed = "1"; });
    form.addEventListener("submit", (event) => {
      if (sent) { event.preventDefault(); return; }
      sent = true;
      delete form.dataset.typed;
      form.setAttribute("aria-busy", "true");
    });
    window.addEventListener("pageshow", () => { sent = false; });
    window.addEventListener("beforeunload", (event) => { if (form.dataset.typed) event.preventDefault(); });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
  }

  const chosen = document.getElementById("organisation");
  if (chosen) chosen.addEventListener("change", () => chosen.form.requestSubmit());

  // Single keys: from row to row, to a contact, to a place. They sleep in fields and can be turned off on /keys.
  const OFF = "keys-off";
  const stored = () => { try { return localStorage.getItem(OFF); } catch { return null; } };
  const places = { h: "/", c: "/cases", m: "/matters", i: "/inbox", d: "/calendar", s: "/confirm" };
  let going = false;
  const row = () => document.activeElement && document.activeElement.closest("[data-row]");
  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-row]")].filter((one) => one.querySelector("a"));
    if (!rows.length) return false;
    const at = rows.indexOf(row());
    const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
    next.querySelector("a").focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  };
  const follow = (link) => { if (link) link.click(); return Boolean(link); };
  const here = location.pathname.match(/^\/cases\/([0-9a-f-]{36})/);
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    l: () => {
      const at = row();
      if (at) return follow(at.querySelector('a[href*="/acts/log_contact"]'));
      if (here) location.assign(`/cases/${here[1]}/acts/log_contact?a.channel=phone`);
      return Boolean(here);
    },
    m: () => follow(row() && row().querySelector('[data-key="m"]')),
    n: () => follow(document.querySelector("a.add")),
    g: () => { going = true; setTimeout(() => { going = false; }, 1500); return true; },
    "?": () => { if (document.getElementById("keys")) return false; location.assign("/keys"); return true; },
  };
  document.addEventListener("keydown", (event) => {
    const ticking = event.target.type === "checkbox" || event.target.type === "radio";
    if ((typing(event.target) && !ticking) || event.ctrlKey || event.metaKey || event.altKey || stored()) return;
    const key = event.key.toLowerCase();
    if (going && places[key]) { going = false; event.preventDefault(); location.assign(places[key]); return; }
    if (Object.hasOwn(actions, key) && actions[key]()) event.preventDefault();
  });
  const toggle = document.getElementById(OFF);
  if (toggle) {
    const say = () => { toggle.textContent = stored() ? toggle.dataset.on : toggle.dataset.off; };
    toggle.hidden = false;
    toggle.addEventListener("click", () => {
      if (stored()) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1");
      say();
    });
    say();
  }

  // While a case is being opened, who is alike is looked up as the names are typed.
  const opening = document.querySelector("form[data-alike]");
  if (opening) {
    const shown = document.getElementById("alike");
    const said = () => new URLSearchParams({
      worker: opening.elements["a.worker"].value, employer: opening.elements["a.employer"].value,
    });
    let waiting = 0;
    opening.addEventListener("input", (event) => {
      if (!["a.worker", "a.employer"].includes(event.target.name)) return;
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const asked = String(said());
        const answer = await fetch(`${opening.dataset.alike}?${asked}`).catch(() => null);
        if (answer && answer.ok && asked === String(said())) shown.innerHTML = await answer.text();
      }, 500);
    });
  }
})();
