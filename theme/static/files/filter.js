/* Narrows the list of actions to what is asked for; the question stands in the page's address. */
document.documentElement.classList.add("ap-scripted");
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const form = document.querySelector("[data-filter]");
  const found = document.querySelector("[data-found]");
  const none = document.querySelector("[data-none]");
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/[’‘]/g, "'");
  const choices = ["status", "theme", "section", "amount"];

  const sections = [...document.querySelectorAll("[data-section]")].map((element) => ({
    element,
    items: [...element.querySelectorAll("[data-words]")].map((item) => ({
      element: item,
      status: item.dataset.status,
      theme: item.dataset.theme,
      section: element.dataset.section,
      amount: item.dataset.amount ?? "",
      words: "",
    })),
  }));
  const total = sections.reduce((sum, section) => sum + section.items.length, 0);

  /* The words of an action are gathered when somebody first searches. */
  const words = (item) =>
    (item.words ||= fold(`${item.element.textContent} ${item.element.dataset.words}`));

  const asked = () => {
    const data = new URLSearchParams(new FormData(form));
    for (const [key, value] of [...data]) if (!value.trim()) data.delete(key);
    return data;
  };

  const fill = () => {
    const data = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = data.has(field.name);
      else if (field.name) field.value = data.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    }
  };

  const show = () => {
    const data = asked();
    const terms = fold(data.get("q") ?? "").split(/\s+/).filter(Boolean);
    const filtered = data.toString() !== "";
    let count = 0;
    for (const section of sections) {
      let shown = 0;
      for (const item of section.items) {
        const fits =
          choices.every((key) => !data.has(key) || item[key] === data.get(key)) &&
          (!terms.length || terms.every((term) => words(item).includes(term)));
        if (item.element.hidden === fits) item.element.hidden = !fits;
        shown += fits;
      }
      section.element.hidden = !shown && filtered;
      count += shown;
    }
    none.hidden = count > 0;
    const number = (value) => value.toLocaleString("en-GB");
    const noun = total === 1 ? "action" : "actions";
    const text = count === total ? `${number(total)} ${noun}` : `${number(count)} of ${number(total)} ${noun}`;
    if (found.textContent !== text) found.textContent = text;
  };

  const address = (write) => {
    const query = asked().toString();
    const next = location.pathname + (query ? `?${query}` : "");
    if (next !== location.pathname + location.search) history[write](null, "", next);
    show();
  };

  let timer;
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.target.type === "search") timer = setTimeout(() => address("replaceState"), 200);
    else address("pushState");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    address("pushState");
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = false;
      else if (field.name) field.value = "";
    }
    address("pushState");
    form.elements.q.focus();
  });
  addEventListener("popstate", () => {
    fill();
    show();
  });

  fill();
  show();
});
