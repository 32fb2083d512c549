// What the shell needs of the browser: the language cookie, copying, saving files, the line that went down, and the focus while a page is taken over.
(() => {
  document.addEventListener("click", async event => {
    const target = event.target.closest?.(".skip, [data-culture], [data-copy], [data-reconnect], [data-reload]");
    if (!target) {
      return;
    }

    if (target.classList.contains("skip")) {
      event.preventDefault();
      document.getElementById("main").focus();
    } else if (target.dataset.culture) {
      const culture = encodeURIComponent(`c=${target.dataset.culture}|uic=${target.dataset.culture}`);
      document.cookie = `.AspNetCore.Culture=${culture}; path=/; max-age=31536000; samesite=lax`;
      location.reload();
    } else if (target.dataset.copy) {
      await copy(document.getElementById(target.dataset.copy), target);
    } else if ("reconnect" in target.dataset) {
      reconnect();
    } else {
      location.reload();
    }
  });

  // The clipboard needs a secure context; a plant's first server is often plain HTTP, so selecting the text is the fallback.
  const copy = async (source, button) => {
    getSelection().selectAllChildren(source);
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = button.dataset.copied;
    } catch {
      button.textContent = button.dataset.selected;
    }
  };

  // A form that is answered with a file: saved where it comes, the reason shown where it does not.
  document.addEventListener("submit", async event => {
    const form = event.target.closest?.("form[data-download]");
    if (!form) {
      return;
    }

    event.preventDefault();
    const said = form.querySelector("[role=status]");
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    said.textContent = "";
    said.classList.remove("bad");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer.ok) {
        save(await answer.blob(), answer.headers.get("Content-Disposition")?.match(/filename="?([^";]+)/)?.[1]);
        said.textContent = form.dataset.done;
      } else {
        const problem = await answer.json().catch(() => null);
        said.textContent = Object.values(problem?.errors ?? {}).flat().join(" ") || problem?.detail || form.dataset.failed;
        said.classList.add("bad");
      }
    } catch {
      said.textContent = form.dataset.failed;
      said.classList.add("bad");
    }

    button.disabled = false;
  });

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name ?? "download";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // A page's heading may come a moment after the page: its data are read first. Whoever has gone on meanwhile is left alone.
  window.almFocusHeading = () => {
    const main = document.getElementById("main");
    const went = document.activeElement;
    const focus = () => {
      const heading = main?.querySelector("h1");
      heading?.focus();
      return Boolean(heading);
    };
    if (!main || focus()) {
      return;
    }

    const wait = new MutationObserver(() => {
      if ((document.activeElement !== went && document.activeElement !== document.body) || focus()) {
        wait.disconnect();
      }
    });
    wait.observe(main, { childList: true, subtree: true });
    setTimeout(() => wait.disconnect(), 5000);
  };

  // The set-up link carries its code where no server on the way sees it; from here on it is not in the address either.
  const code = document.getElementById("code");
  if (code && location.hash.length > 1) {
    code.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
  }

  // A restarted server does not know the old circuit: the page is loaded anew, with the view that its address holds.
  const reconnect = async () => {
    try {
      if (!await Blazor.reconnect()) {
        location.reload();
      }
    } catch {
      /* still unreachable: the words stay, and Blazor goes on trying */
    }
  };

  // While the line is down the server is asked every two seconds whether it is back, so that nobody has to: a circuit that still
  // stands goes on, one that ended with its server is replaced by loading the page anew.
  const pause = 2000;
  let down = false;

  const watch = async () => {
    if (!down) {
      return;
    }

    try {
      const answer = await fetch("/healthz/live", { cache: "no-store" });
      if (answer.ok && down) {
        await reconnect();
      }
    } catch {
      /* not yet */
    }

    setTimeout(watch, pause);
  };

  document.addEventListener("components-reconnect-state-changed", event => {
    const state = event.detail?.state;
    if (state === "rejected" || state === "resume-failed") {
      location.reload();
    } else if (state === "hide") {
      down = false;
    } else if (!down) {
      down = true;
      setTimeout(watch, pause);
    }
  }, true);

  // The circuit draws the page anew as it takes it over, and what had the focus, or was being typed, goes with the old one. Both
  // are put back where the new page has the same place.
  const shell = document.querySelector(".shell:not(.live)");
  if (shell) {
    let held = null;

    const placeOf = element => {
      const steps = [];
      for (let at = element; at && at !== document.body; at = at.parentElement) {
        if (at.id || at.matches(".shell, .skip")) {
          steps.unshift(at.id ? `#${CSS.escape(at.id)}` : `.${at.classList[0]}`);
          break;
        }

        steps.unshift(`${at.localName}:nth-child(${[...at.parentElement.children].indexOf(at) + 1})`);
      }

      return steps.join(" > ");
    };

    const hold = event => {
      held = { element: event.target, place: placeOf(event.target) };
    };

    const letGo = () => queueMicrotask(() => {
      if (held?.element.isConnected && document.activeElement === document.body) {
        held = null;
      }
    });

    const putBack = () => {
      const found = held && document.querySelector(held.place);
      if (!found || found.localName !== held.element.localName) {
        return false;
      }

      if ("value" in found && held.element.value !== found.value) {
        found.value = held.element.value;
        found.dispatchEvent(new Event("input", { bubbles: true }));
        found.dispatchEvent(new Event("change", { bubbles: true }));
      }

      found.focus({ preventScroll: true });
      return true;
    };

    const takenOver = new MutationObserver(() => {
      if (!document.querySelector(".shell.live")) {
        return;
      }

      // What it shows may come a moment later; whoever has gone on meanwhile is left alone.
      if (!held || document.activeElement !== document.body || putBack()) {
        done();
      }
    });

    const done = () => {
      takenOver.disconnect();
      document.removeEventListener("focusin", hold);
      document.removeEventListener("focusout", letGo);
    };

    document.addEventListener("focusin", hold);
    document.addEventListener("focusout", letGo);
    takenOver.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
    setTimeout(done, 10000);
    if (document.activeElement !== document.body) {
      hold({ target: document.activeElement });
    }
  }
})();
