"use strict";
(() => {
  const form = document.getElementById("filter");
  const shown = form.querySelector("output");
  const scenarios = [...document.querySelectorAll(".scenario")];
  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const standings = new Map([...form.elements.requirement].map((option) => [option.value, option.dataset.standing]));

  // What is looked at in each scenario, read once and only when somebody filters.
  let index = null;
  const read = (scenario) => {
    const parts = scenario.querySelectorAll(":scope > summary, :scope > .facts, :scope > .checks");
    const requirement = scenario.dataset.covers.split(" ");
    return {
      show: [...scenario.classList],
      theme: [scenario.parentElement.dataset.theme],
      requirement,
      standing: requirement.map((id) => standings.get(id)),
      words: plain([...parts].map((part) => part.textContent).join(" ")),
    };
  };

  const wanted = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const apply = () => {
    const conditions = [...wanted()].flatMap(([name, value]) =>
      name === "words" ? plain(value).split(/\s+/).filter(Boolean).map((word) => [name, word]) : [[name, value]]);
    if (conditions.length) index ??= scenarios.map(read);
    let count = 0;
    scenarios.forEach((scenario, at) => {
      const out = conditions.some(([name, value]) => !index[at][name].includes(value));
      scenario.toggleAttribute("data-out", out);
      count += out ? 0 : 1;
    });
    shown.textContent = `${count} ${shown.dataset.of} ${scenarios.length}`;
  };

  // The address says what is filtered, so that it can be handed on.
  const changed = () => {
    const state = wanted().toString();
    history.replaceState(null, "", state ? `#?${state}` : location.href.split("#")[0]);
    apply();
  };
  const restore = () => {
    const state = new URLSearchParams(location.hash.slice(2));
    form.reset();
    for (const name of ["show", "theme", "standing", "requirement", "words"]) {
      if (state.has(name)) form.elements[name].value = state.get(name);
    }
    apply();
  };

  // What a link leads to is unfolded, shown whatever is filtered, and takes the focus.
  const reach = (target) => {
    for (let at = target; at; at = at.parentElement) if (at.localName === "details") at.open = true;
    if (target.closest("[data-out]")) {
      form.reset();
      apply();
    }
    const taking = target.querySelector(":scope > summary") ?? target;
    if (taking === target) target.tabIndex = -1;
    taking.focus();
  };
  const arrive = () => {
    if (!location.hash || location.hash.startsWith("#?")) return restore();
    const target = document.querySelector(":target");
    if (target) reach(target);
  };

  // Paper unfolds nothing.
  let folded = [];
  const fold = (some, open) => some.forEach((details) => { details.open = open; });
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    fold(folded, true);
  });
  addEventListener("afterprint", () => fold(folded.splice(0), false));

  form.addEventListener("input", changed);
  form.querySelector("[data-clear]").addEventListener("click", () => { form.reset(); changed(); });
  form.querySelector("[data-open]").addEventListener("click", () => fold(scenarios, true));
  form.querySelector("[data-close]").addEventListener("click", () => fold(scenarios, false));
  addEventListener("hashchange", arrive);
  addEventListener("load", arrive);
  document.documentElement.dataset.live = "";
  form.querySelectorAll("[hidden]").forEach((part) => { part.hidden = false; });
  apply();
})();
