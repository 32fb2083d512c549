// What the shell needs of the browser: the language cookie, copying, saving files, and the words shown while the line is down.
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

  document.addEventListener("components-reconnect-state-changed", event => {
    if (event.detail?.state === "rejected") {
      location.reload();
    }
  }, true);
  document.addEventListener("visibilitychange", () => {
    const failed = document.querySelector("#components-reconnect-modal.components-reconnect-failed");
    if (failed && document.visibilityState === "visible") {
      reconnect();
    }
  });
})();
