// The search behind Ctrl+K. What the page brought is narrowed here; hosts, findings and advisories are asked of the server, a moment
// after the last key, and a newer question ends the older one.
(() => {
  const palette = document.getElementById("palette");
  if (!palette) {
    return;
  }

  const most = 8;
  const input = palette.querySelector("input");
  const list = palette.querySelector("[role=listbox]");
  const said = palette.querySelector("[role=status]");
  const group = name => list.querySelector(`[data-group=${name}]`);
  const all = group("all").firstElementChild;
  const language = document.documentElement.lang;
  let active = null;
  let moved = false;
  let asked = null;
  let timer = 0;

  // Agents name hosts: nobody shall see less, or in another order, than was sent.
  const tame = text => Array.from(text ?? "", c => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u.test(c) ? "\uFFFD" : c).slice(0, 120).join("");
  const fold = text => text.normalize("NFKC").toLocaleLowerCase(language);
  const options = () => [...list.querySelectorAll("[role=option]")].filter(o => !o.hidden && !o.parentElement.hidden);

  const part = (name, text, more) => {
    const span = document.createElement("span");
    span.className = name;
    span.textContent = text;
    span.append(...more ?? []);
    return span;
  };

  const option = (href, ...parts) => {
    const link = document.createElement("a");
    link.href = href;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.append(...parts);
    return link;
  };

  const select = (next, byReader) => {
    active?.setAttribute("aria-selected", "false");
    active = next ?? null;
    moved = byReader && active !== null;
    if (active) {
      active.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const settle = words => {
    const shown = options();
    shown.forEach((o, i) => {
      o.id = `palette-option-${i}`;
    });
    list.hidden = shown.length === 0;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    select(moved && active?.isConnected && shown.includes(active) ? active : shown[0], moved);
    const found = shown.length - (group("all").hidden ? 0 : 1);
    const tell = words ?? (input.value.trim() === "" ? "" : found === 0 ? palette.dataset.none : palette.dataset.count.replace("{0}", found));
    said.textContent = tell;
    said.classList.toggle("sr", found > 0 && words === undefined);
  };

  const narrow = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    for (const name of ["acts", "pages", "help"]) {
      const place = group(name);
      let left = words.length === 0 && name === "help" ? 0 : most;
      for (const item of place.querySelectorAll("[role=option]")) {
        const text = fold(`${item.querySelector(".name").textContent} ${item.dataset.words ?? ""} ${item.dataset.rule ?? ""}`);
        item.hidden = left === 0 || !words.every(word => text.includes(word));
        left -= item.hidden ? 0 : 1;
      }
      place.hidden = !place.querySelector("[role=option]:not([hidden])");
    }
    group("all").hidden = words.length === 0;
    all.href = `/hosts?q=${encodeURIComponent(input.value.trim())}`;
    all.firstElementChild.textContent = palette.dataset.all.replace("{0}", input.value.trim());
  };

  const fill = (name, items) => {
    const place = group(name);
    place.querySelectorAll("[role=option]").forEach(o => o.remove());
    place.append(...items);
    place.hidden = items.length === 0;
  };

  const status = value => {
    const known = list.querySelector(`[data-status="${CSS.escape(value)}"]`);
    const glyph = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    glyph.setAttribute("class", "g");
    glyph.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `img/glyphs.svg#g-${known.dataset.look}`);
    glyph.append(use);
    const chip = part(`st ${known.dataset.look}`, "", [glyph, known.dataset.statusWords]);
    return part("end", "", [chip]);
  };

  // As the pages write it: the day first in English too.
  const date = at => {
    const format = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" });
    const piece = type => format.formatToParts(at).find(p => p.type === type).value;
    return language === "en" ? [piece("day"), piece("month"), piece("year")].join("\u00A0") : format.format(at);
  };

  const due = at => {
    const day = date(new Date(at));
    const late = new Date(at) <= new Date();
    return part(late ? "end late" : "end", (late ? palette.dataset.late : palette.dataset.due).replace("{0}", day));
  };

  const show = found => {
    fill("hosts", found.hosts.map(h => option(`/hosts/${h.id}`, part("name host", tame(h.name)),
      part("more", [h.zone ?? palette.dataset.noZone, tame(h.addresses)].filter(Boolean).join(" · ")), status(h.status))));
    fill("findings", found.findings.map(f => {
      const rule = list.querySelector(`[data-rule="${CSS.escape(f.rule)}"]`);
      return option(`/findings/${f.id}`, part("rule", f.rule), part("name", rule.dataset.ruleWords), part("more", [tame(f.hostName), f.advisoryId && tame(f.advisoryId)].filter(Boolean).join(" · ")), due(f.dueAt));
    }));
    fill("advisories", found.advisories.map(a => option(`/advisories/${encodeURIComponent(a.id)}`, part("name nw", tame(a.id)), part("more", tame(a.title)),
      part("end", a.cves.length > 2 ? `${tame(a.cves[0])} … ${tame(a.cves.at(-1))}` : a.cves.map(tame).join(", ")))));
  };

  const nothing = { hosts: [], findings: [], advisories: [] };

  const ask = async () => {
    asked?.abort();
    const text = input.value.trim();
    if (text === "") {
      show(nothing);
      settle();
      return;
    }

    const asking = asked = new AbortController();
    try {
      const answer = await fetch(`/api/v1/search?q=${encodeURIComponent(text)}`, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (answer.status === 401) {
        location.reload();
        return;
      }

      const found = answer.ok ? await answer.json() : null;
      if (asking.signal.aborted) {
        return;
      }

      show(found ?? nothing);
      settle(found ? undefined : palette.dataset.failed);
    } catch {
      if (!asking.signal.aborted) {
        show(nothing);
        settle(palette.dataset.failed);
      }
    }
  };

  const open = () => {
    if (palette.open) {
      input.select();
      return;
    }

    input.value = "";
    moved = false;
    show(nothing);
    narrow();
    palette.showModal();
    settle();
    input.focus();
  };

  input.addEventListener("input", () => {
    moved = false;
    asked?.abort();
    narrow();
    settle(input.value.trim() === "" ? undefined : "");
    clearTimeout(timer);
    timer = setTimeout(ask, input.value.trim() === "" ? 0 : 150);
  });

  input.addEventListener("keydown", event => {
    const shown = options();
    const at = shown.indexOf(active);
    const steps = { ArrowDown: (at + 1) % shown.length, ArrowUp: (at - 1 + shown.length) % shown.length, PageDown: Math.min(at + most, shown.length - 1), PageUp: Math.max(at - most, 0) };
    if (event.isComposing) {
      return;
    }

    if (event.key in steps && shown.length > 0) {
      event.preventDefault();
      select(shown[steps[event.key]], true);
    } else if (event.key === "Enter") {
      event.preventDefault();
      active?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
    }
  });

  palette.addEventListener("click", event => {
    const chosen = event.target.closest("[role=option]");
    if (event.target === palette || event.target.closest("[data-close]") || (chosen && !event.ctrlKey && !event.metaKey && !event.shiftKey)) {
      palette.close();
    }
  });

  palette.addEventListener("close", () => {
    asked?.abort();
    clearTimeout(timer);
  });

  document.addEventListener("click", event => {
    if (event.target.closest?.("[data-palette]")) {
      open();
    }
  });

  window.almPalette = { open };
})();
