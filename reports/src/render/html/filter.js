"use strict";
(() => {
  const bar = document.getElementById("search");
  const field = bar.querySelector("input");
  const count = bar.querySelector("output");
  const scenarios = [...document.querySelectorAll(".scenario")];
  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let index = null;

  const read = (scenario) => {
    const parts = scenario.querySelectorAll(":scope > summary, :scope > .facts, :scope > .checks");
    return plain([...parts].map((part) => part.textContent).join(" "));
  };

  const search = () => {
    index ??= scenarios.map(read);
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    scenarios.forEach((scenario, at) => {
      const found = words.every((word) => index[at].includes(word));
      scenario.toggleAttribute("data-out", !found);
      shown += found ? 1 : 0;
    });
    count.textContent = words.length ? `${shown} / ${scenarios.length}` : "";
  };

  const open = (wide) => scenarios.forEach((scenario) => { scenario.open = wide; });

  field.addEventListener("input", search);
  bar.querySelector("[data-open]").addEventListener("click", () => open(true));
  bar.querySelector("[data-close]").addEventListener("click", () => open(false));
  bar.hidden = false;
})();
