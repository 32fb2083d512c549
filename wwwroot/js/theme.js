// Runs in the head, before anything is drawn: the reader's choice of light or dark, else what the system prefers.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const choices = ["system", "light", "dark"];

  const stored = () => {
    try {
      const choice = localStorage.getItem("theme");
      return choices.includes(choice) ? choice : "system";
    } catch {
      return "system";
    }
  };

  const apply = choice => {
    root.dataset.themeChoice = choice;
    root.dataset.theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
  };

  const choose = choice => {
    try {
      localStorage.setItem("theme", choice);
    } catch { /* a browser that keeps nothing still switches for this page */ }
    apply(choice);
  };

  apply(stored());
  dark.addEventListener("change", () => apply(stored()));
  addEventListener("storage", event => event.key === "theme" && apply(stored()));

  document.addEventListener("click", event => {
    const button = event.target.closest?.("[data-theme-next]");
    if (button) {
      choose(button.dataset.themeNext);
      document.querySelector(`.themes .is-${button.dataset.themeNext}`)?.focus();
    }
  });
})();
