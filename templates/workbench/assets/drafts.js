// Minutes are kept while they are typed: on the server every five seconds, in this tab at once. Comfort only.
"use strict";
(() => {
  const form = document.querySelector("form[data-drafts]");
  if (!form) return;
  const words = form.dataset;
  const trouble = document.getElementById("trouble");
  const kept = document.getElementById("kept");
  const areas = [...form.querySelectorAll("textarea[data-draft]")];
  const last = new Map(areas.map((area) => [area, area.value]));
  const clashing = new Set();
  const seen = (area) => form.elements[`s.${area.dataset.draft}`];
  const copy = (area) => `draft ${form.action} ${area.dataset.draft}`;
  const dirty = (area) => area.value !== last.get(area);
  const store = (act) => { try { return act(window.sessionStorage); } catch { return null; } };
  const say = (text, link) => {
    if (trouble.dataset.said === text) return;
    trouble.dataset.said = text;
    trouble.textContent = text;
    if (link) trouble.append(" ", Object.assign(document.createElement("a"), { href: "/sign-in", target: "_blank", rel: "noopener", textContent: link }));
  };

  for (const area of areas) {
    const there = store((s) => s.getItem(copy(area)));
    if (there && there !== area.value) {
      area.value = area.value ? `${area.value}\n${there}` : there;
      say(words.restored);
      form.dataset.typed = "1";
    }
    area.addEventListener("input", () => store((s) => s.setItem(copy(area), area.value)));
  }

  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "second", textContent: text });
    made.addEventListener("click", act);
    return made;
  };
  const show = (area, there) => {
    const box = document.createElement("div");
    box.className = "clash";
    box.setAttribute("role", "alert");
    const lines = document.createElement("pre");
    lines.className = "diff";
    for (const [mark, line] of there.lines) {
      const sign = { same: "　", here: "＋", there: "－" }[mark];
      lines.append(Object.assign(document.createElement("span"), { className: mark, textContent: `${sign}${line}` }), "\n");
    }
    const settle = (text) => {
      seen(area).value = there.version;
      area.value = text;
      last.set(area, null);
      clashing.delete(area);
      box.remove();
      area.focus();
      keep(area);
    };
    const choose = document.createElement("p");
    choose.className = "buttons";
    choose.append(
      button(words.mine, () => settle(area.value)),
      button(words.theirs, () => settle(there.text)),
      button(words.both, () => settle(`${there.text}\n${area.value}`)),
    );
    box.append(Object.assign(document.createElement("p"), { textContent: words.clash }), lines, choose);
    area.after(box);
  };

  const send = (area, text) => fetch(words.to, {
    method: "POST",
    body: new URLSearchParams({ _token: form.elements._token.value, field: area.dataset.draft, text, seen: seen(area).value }),
  });
  // Somebody who signed in again in another window has another token: it stands on this page anew.
  const renewed = async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const token = page.querySelector("form[data-drafts] input[name=_token]");
    if (!token) return false;
    for (const field of document.querySelectorAll("input[name=_token]")) field.value = token.value;
    return true;
  };
  const keep = async (area) => {
    const text = area.value;
    let answer;
    try {
      answer = await send(area, text);
      if ((answer.status === 401 || answer.status === 403) && await renewed()) answer = await send(area, text);
    } catch {
      return say(words.offline);
    }
    if (answer.status === 409) {
      clashing.add(area);
      return show(area, await answer.json());
    }
    if (!answer.ok) return say(answer.status < 500 ? words.out : words.offline, answer.status < 500 && words.signIn);
    seen(area).value = (await answer.json()).version;
    last.set(area, text);
    store((s) => s.removeItem(copy(area)));
    if (!areas.some(dirty)) delete form.dataset.typed;
    trouble.textContent = trouble.dataset.said = "";
    const at = new Date();
    kept.textContent = `${words.saved} ${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  };
  let busy = false;
  const round = async () => {
    if (busy) return;
    busy = true;
    for (const area of areas) if (dirty(area) && !clashing.has(area)) await keep(area);
    busy = false;
  };
  const ticking = setInterval(round, 5000);
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) { event.preventDefault(); event.stopImmediatePropagation(); say(words.offline); return; }
    clearInterval(ticking);
    for (const area of areas) store((s) => s.removeItem(copy(area)));
  }, true);

  // Who speaks is put at the start of the line where one writes.
  const speakers = JSON.parse(words.speakers || "[]");
  const said = areas.find((area) => area.dataset.draft === "said");
  if (said && speakers.length) {
    const bar = Object.assign(document.createElement("p"), { className: "buttons speak" });
    bar.append(`${words.speak} `);
    for (const name of speakers) bar.append(button(name, () => {
      const head = said.value.slice(0, said.selectionStart);
      said.setRangeText(`${head && !head.endsWith("\n") ? "\n" : ""}${name}：`, said.selectionStart, said.selectionEnd, "end");
      said.focus();
      said.dispatchEvent(new Event("input", { bubbles: true }));
    }));
    said.before(bar);
  }
})();
