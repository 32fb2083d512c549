// Keys that lead somewhere: Ctrl+K, ? and g with a letter. Single keys can be switched off (/shortcuts), for those whose speech input types them.
(() => {
  const root = document.documentElement;
  const patience = 1500;
  let wentAt = -Infinity;

  const stored = () => {
    try {
      return localStorage.getItem("keys") === "off" ? "off" : "on";
    } catch {
      return "on";
    }
  };

  root.dataset.keys = stored();
  addEventListener("storage", event => {
    if (event.key === "keys") {
      root.dataset.keys = stored();
    }
  });

  document.addEventListener("click", event => {
    const button = event.target.closest?.("[data-keys-next]");
    if (button) {
      root.dataset.keys = button.dataset.keysNext;
      try {
        localStorage.setItem("keys", root.dataset.keys);
      } catch { /* a browser that keeps nothing still switches for this page */ }
      document.querySelector(`.keys-switch .is-${root.dataset.keys}`)?.focus();
    }
  });

  const inField = target => target.closest?.("input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=combobox], [role=listbox]");

  const go = href => {
    const link = document.createElement("a");
    link.href = href;
    document.body.append(link);
    link.click();
    link.remove();
  };

  // In a table of hosts the arrows lead from one host to the next.
  const inTable = event => {
    const link = event.target.closest?.("tbody a.host");
    if (!link) {
      return;
    }

    const links = [...link.closest("tbody").querySelectorAll("a.host")];
    const at = links.indexOf(link);
    const next = { ArrowDown: links[at + 1], ArrowUp: links[at - 1], Home: links[0], End: links.at(-1) }[event.key];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  };

  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.isComposing) {
      return;
    }

    const chord = event.ctrlKey || event.metaKey;
    if (chord && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      if (window.almPalette && !document.querySelector(".mud-dialog")) {
        event.preventDefault();
        window.almPalette.open();
      }

      return;
    }

    if (chord || event.altKey || inField(event.target) || document.querySelector("dialog[open], .mud-dialog")) {
      return;
    }

    inTable(event);
    if (root.dataset.keys === "off" || !window.almPalette) {
      return;
    }

    if (event.key === "?") {
      event.preventDefault();
      go("/shortcuts");
    } else if (event.key === "g") {
      wentAt = event.timeStamp;
    } else if (event.timeStamp - wentAt < patience) {
      wentAt = -Infinity;
      const page = document.querySelector(`#palette [data-go="${CSS.escape(event.key)}"]`);
      if (page) {
        event.preventDefault();
        go(page.getAttribute("href"));
      }
    }
  });
})();
