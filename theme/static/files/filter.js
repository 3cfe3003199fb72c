/* Narrows the list of actions to what is asked for; the question stands in the page's address. */
document.documentElement.classList.add("ap-scripted");
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const form = document.querySelector("[data-filter]");
  const found = document.querySelector("[data-found]");
  const none = document.querySelector("[data-none]");
  const place = document.querySelector("[data-place]");
  const series = document.querySelector("[data-pagination]");
  const choices = ["status", "theme", "section", "amount", "late"];
  const total = Number(found.dataset.found);
  const noun = total === 1 ? "action" : "actions";
  const number = (value) => value.toLocaleString("en-GB");
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/[’‘]/g, "'");

  const sections = new Map();

  /* Takes in the actions of a section; those of other pages show only while the list is narrowed. */
  const take = (element, isHere) => {
    const id = element.dataset.section;
    const items = [...element.querySelectorAll("[data-words]")].map((item) => ({
      ...item.dataset,
      element: item,
      section: id,
      text: "",
      isHere,
    }));
    const known = sections.get(id);
    if (known) {
      known.items.push(...items);
      if (!isHere) known.element.querySelector("ul").append(...items.map((item) => item.element));
    } else {
      if (!isHere) [...sections.values()].pop().element.after(element);
      sections.set(id, { element, items });
    }
  };
  for (const element of document.querySelectorAll("[data-section]")) take(element, true);

  /* A long list is on several pages: the others are fetched when somebody first narrows it. */
  let isWhole = !series;
  let loading;
  let failed = false;
  const load = async () => {
    const links = [...series.querySelectorAll("ol a:not([aria-current])")];
    const pages = await Promise.all(
      links.map(async (link) => {
        const answer = await fetch(link.href);
        if (!answer.ok) throw new Error(answer.status);
        return [link.href, new DOMParser().parseFromString(await answer.text(), "text/html")];
      }),
    );
    for (const [address, page] of pages) {
      for (const link of page.querySelectorAll("[data-section] a")) {
        link.href = new URL(link.getAttribute("href"), address).href;
      }
      for (const element of page.querySelectorAll("[data-section]")) take(document.adoptNode(element), false);
    }
  };

  /* The words of an action are gathered when somebody first searches. */
  const words = (item) => (item.text ||= fold(`${item.element.textContent} ${item.words}`));

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

  const say = (text) => {
    if (found.textContent !== text) found.textContent = text;
  };

  const show = () => {
    const data = asked();
    const narrowed = data.toString() !== "";
    if (narrowed && !isWhole && !failed) {
      say(`Looking through ${number(total)} ${noun}…`);
      loading ??= load().then(
        () => (isWhole = true),
        () => (failed = true),
      ).then(show);
      return;
    }
    const terms = fold(data.get("q") ?? "").split(/\s+/).filter(Boolean);
    let count = 0;
    for (const section of sections.values()) {
      let shown = 0;
      for (const item of section.items) {
        const fits = narrowed
          ? choices.every((key) => !data.has(key) || item[key] === data.get(key)) &&
            terms.every((term) => words(item).includes(term))
          : item.isHere;
        item.element.hidden = !fits;
        shown += fits;
      }
      section.element.hidden = !shown && (narrowed || section.items.length > 0);
      count += shown;
    }
    none.hidden = count > 0 || !narrowed;
    for (const element of [place, series]) if (element) element.hidden = narrowed;
    const all = `${number(total)} ${noun}`;
    if (!narrowed || count === total) say(all);
    else say(`${number(count)} of ${all}${failed ? "; only this page could be searched" : ""}`);
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
